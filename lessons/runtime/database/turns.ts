import type { DatabaseError } from '../playground.ts';
import { DatabaseFailure } from './database-failure.ts';
import type { Session } from './session.ts';

/** SQLSTATE of a session that waited in vain. */
export const LOCK_NOT_AVAILABLE = '55P03';

/** How long a session waits while the one that holds the database does nothing. */
const PATIENCE = 1000;

interface Waiter {
  readonly session: Session;
  /** Takes over as soon as the holder is idle, even in the middle of its transaction. */
  readonly isSeizing: boolean;
  start(): void;
  giveUp(): void;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * Who may use the database. There is one backend, so a session in a transaction keeps it to itself and the
 * others wait. When it does nothing meanwhile, nobody can tell whether it ever will: they get an error.
 */
export class Turns {
  #holder: Session | undefined;
  #isHolderBusy = false;
  #waiters: Waiter[] = [];

  /** Resolves when the session may run statements; rejects when another's transaction is left open. */
  take(session: Session): Promise<void> {
    return this.#join(session, false);
  }

  /** As `take`, but ends another's transaction: the caller must roll it back. */
  seize(session: Session): Promise<void> {
    return this.#join(session, true);
  }

  /** The session has run its statements; it keeps the database while its transaction is open. */
  yield(session: Session, isTransactionOpen: boolean): void {
    if (this.#holder !== session) return;
    this.#isHolderBusy = false;
    const seizing = this.#waiters.find((waiter) => waiter.isSeizing);
    if (seizing) this.#handOver(seizing);
    else if (!isTransactionOpen) this.#handOver(this.#waiters[0]);
    else for (const waiter of this.#waiters) this.#limit(waiter);
  }

  #join(session: Session, isSeizing: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        session,
        isSeizing,
        start: resolve,
        giveUp: () => reject(new DatabaseFailure(anotherTransactionIsOpen())),
      };
      if (this.#holder === session) {
        for (const other of this.#waiters) clearTimeout(other.timer);
        this.#isHolderBusy = true;
        resolve();
      } else if (!this.#holder || (isSeizing && !this.#isHolderBusy)) {
        this.#handOver(waiter);
      } else {
        this.#waiters.push(waiter);
        if (!this.#isHolderBusy) this.#limit(waiter);
      }
    });
  }

  #handOver(waiter: Waiter | undefined): void {
    this.#holder = waiter?.session;
    this.#isHolderBusy = waiter !== undefined;
    if (!waiter) return;
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
    for (const each of [waiter, ...this.#waiters]) clearTimeout(each.timer);
    waiter.start();
  }

  #limit(waiter: Waiter): void {
    waiter.timer = setTimeout(() => {
      this.#waiters = this.#waiters.filter((other) => other !== waiter);
      waiter.giveUp();
    }, PATIENCE);
  }
}

function anotherTransactionIsOpen(): DatabaseError {
  return {
    code: LOCK_NOT_AVAILABLE,
    message:
      'This statement waited 1 s for another connection whose transaction is open and idle. ' +
      'The playground has one connection to the database, so a transaction keeps all others waiting.',
    hint: 'End every transaction with COMMIT or ROLLBACK, also when an error is thrown inside it.',
  };
}

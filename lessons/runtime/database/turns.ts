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
 * Who may use the database. There is one backend, so a session whose transaction has written or locked keeps
 * it to itself and the others wait. When it does nothing meanwhile, nobody can tell whether it ever will: they
 * get an error. A transaction that has only read is paused instead.
 */
export class Turns {
  readonly #pause: (session: Session) => Promise<boolean>;
  #holder: Session | undefined;
  #isHolderBusy = false;
  #waiters: Waiter[] = [];
  #onWaiting: () => void = () => undefined;

  /** `pause` ends a transaction that has only read, to be opened again; false when it turns out to have done more. */
  constructor(pause: (session: Session) => Promise<boolean>) {
    this.#pause = pause;
  }

  /** Calls back when a session begins to wait for another's transaction. */
  onWaiting(listener: () => void): void {
    this.#onWaiting = listener;
  }

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
    else this.#wait(this.#waiters);
  }

  /** How many sessions wait for a transaction of one of these, which does nothing. */
  waitingFor(sessions: { has(session: Session): boolean }): number {
    const isIdle = this.#holder !== undefined && !this.#isHolderBusy && sessions.has(this.#holder);
    return isIdle ? this.#waiters.length : 0;
  }

  #join(session: Session, isSeizing: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        session,
        isSeizing,
        start: resolve,
        giveUp: () => reject(new DatabaseFailure(anotherTransactionIsOpen())),
      };
      if (this.#holder === session && !this.#isHolderBusy) {
        for (const other of this.#waiters) clearTimeout(other.timer);
        this.#isHolderBusy = true;
        resolve();
      } else if (!this.#holder || (isSeizing && !this.#isHolderBusy)) {
        this.#handOver(waiter);
      } else {
        this.#waiters.push(waiter);
        if (!this.#isHolderBusy) this.#wait([waiter]);
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

  /** These wait while the holder is idle within its transaction. */
  #wait(waiters: readonly Waiter[]): void {
    if (waiters.length === 0) return;
    if (this.#holder?.reading !== undefined) return void this.#relieve(this.#holder);
    for (const waiter of waiters) {
      waiter.timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        waiter.giveUp();
      }, PATIENCE);
    }
    this.#onWaiting();
  }

  /** Pauses the holder's transaction, so that the next can have the turn. */
  async #relieve(holder: Session): Promise<void> {
    // Meanwhile nobody takes the turn; the holder's own next statement is one of the waiters.
    this.#isHolderBusy = true;
    const isPaused = await this.#pause(holder);
    this.#isHolderBusy = false;
    const seizing = this.#waiters.find((waiter) => waiter.isSeizing);
    const own = this.#waiters.find((waiter) => waiter.session === holder);
    if (isPaused) this.#handOver(seizing ?? this.#waiters[0]);
    else if (seizing ?? own) this.#handOver(seizing ?? own);
    else this.#wait(this.#waiters);
  }
}

function anotherTransactionIsOpen(): DatabaseError {
  return {
    code: LOCK_NOT_AVAILABLE,
    message:
      'This statement waited 1 s for another connection whose transaction has written and is idle. ' +
      'The playground has one connection to the database, so such a transaction keeps all others waiting.',
    hint: 'End every transaction with COMMIT or ROLLBACK, also when an error is thrown inside it.',
  };
}

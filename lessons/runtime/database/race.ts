import type { Session } from './session.ts';
import type { Turns } from './turns.ts';

/** How long statements wait for a request that shows no sign of coming: it computes, or waits elsewhere. */
const QUIET = 400;

/**
 * Makes requests that run at the same time meet in the worst order there is: a statement that writes or locks
 * waits until every other request has come to one too, has ended, or waits for a transaction of these. So all have
 * read before any of them writes, or locks what it has read already.
 */
export class Race {
  readonly #turns: Turns;
  /** Sessions at the gate, each with what lets it go on. */
  readonly #waiting = new Map<Session, () => void>();
  #racers = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(turns: Turns) {
    this.#turns = turns;
    turns.onWaiting(() => this.#look());
  }

  get isOn(): boolean {
    return this.#racers > 0;
  }

  /** Says how many requests are still to meet; none lets all go. */
  setRacers(count: number): void {
    this.#racers = count;
    this.#look();
  }

  /** Resolves when a session's statement that writes or locks may run. */
  meet(session: Session): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(session, resolve);
      this.#look();
    });
  }

  /** The session has ended. */
  leave(session: Session): void {
    this.#waiting.get(session)?.();
    this.#waiting.delete(session);
  }

  #look(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.size === 0) return;
    const stuck = this.#turns.waitingFor(this.#waiting);
    if (this.#waiting.size + stuck >= this.#racers) this.#open();
    else this.#timer = setTimeout(() => this.#open(), QUIET);
  }

  #open(): void {
    const released = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const release of released) release();
  }
}

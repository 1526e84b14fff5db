import type { Blocking } from './blocking.ts';
import type { Keyspace } from './keyspace.ts';
import { RedisError, type Reply } from './reply.ts';

interface Waiter {
  readonly blocking: Blocking;
  readonly answer: (reply: Reply) => void;
}

/** Clients whose commands wait, those first that have waited longest. */
export class Waiting {
  readonly #keys: Keyspace;
  readonly #waiters = new Set<Waiter>();

  constructor(keys: Keyspace) {
    this.#keys = keys;
  }

  /** Calls back once, with what came or with null at the timeout; gives what ends the wait before. */
  add(blocking: Blocking, answer: (reply: Reply) => void): () => void {
    const waiter: Waiter = {
      blocking,
      answer: (reply) => {
        end();
        answer(reply);
      },
    };
    const { timeout = 0 } = blocking;
    // By the program's clock.
    const timer = timeout === 0 ? undefined : setTimeout(() => waiter.answer(null), timeout);
    const end = (): void => {
      this.#waiters.delete(waiter);
      clearTimeout(timer);
    };
    this.#waiters.add(waiter);
    return end;
  }

  /** Gives what has been written since the last time to who waits for it, key by key as they were written. */
  serve(): void {
    for (let written = this.#keys.takeWritten(); written.length > 0; written = this.#keys.takeWritten()) {
      for (const key of written) {
        for (const waiter of this.#waiters) {
          if (!waiter.blocking.waitsFor.includes(key)) continue;
          const reply = tried(() => waiter.blocking.whenWritten(key));
          if (reply !== undefined) waiter.answer(reply);
        }
      }
    }
  }
}

function tried(attempt: () => Reply | undefined): Reply | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof RedisError) return error;
    throw error;
  }
}

/** A clock that runs down, unless it is held while the program waits for something that is not its fault. */
export class Deadline {
  readonly #onExpire: () => void;
  #left: number;
  #startedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number, onExpire: () => void) {
    this.#left = milliseconds;
    this.#onExpire = onExpire;
  }

  /** Lets the clock run. */
  run(): void {
    if (this.#timer !== undefined) return;
    this.#startedAt = performance.now();
    this.#timer = setTimeout(this.#onExpire, this.#left);
  }

  /** Stops the clock, for a while or for good. */
  hold(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#left = Math.max(0, this.#left - (performance.now() - this.#startedAt));
  }
}

/** The value of a promise, or 'late' when it takes longer than that. */
export async function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | 'late'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** How long before a deadline the database is asked whether it still turns. */
const PROBE = 500;

/** A deadline with the probe of the database that goes before it. */
export class ProbedDeadline {
  readonly #probe: Deadline;
  readonly #deadline: Deadline;

  constructor(milliseconds: number, onProbe: () => void, onExpire: () => void) {
    this.#probe = new Deadline(milliseconds - PROBE, onProbe);
    this.#deadline = new Deadline(milliseconds, onExpire);
  }

  run(): void {
    this.#probe.run();
    this.#deadline.run();
  }

  hold(): void {
    this.#probe.hold();
    this.#deadline.hold();
  }
}

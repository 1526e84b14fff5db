const RealDate = Date;
const realNow = Date.now;
let ahead = 0;

/** A Date whose present is what `now` says. Both engines read the present from Date. */
function dateOf(now: () => number): DateConstructor {
  return new Proxy(RealDate, {
    construct: (target, parameters) =>
      parameters.length === 0 ? new target(now()) : (Reflect.construct(target, parameters) as Date),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
}

globalThis.Date = dateOf(() => realNow() + ahead);

/** Puts the worker's clock so many milliseconds ahead of the computer's. */
export function setClock(milliseconds: number): void {
  ahead = milliseconds;
}

/**
 * Stops the worker's clock at a time, for both engines: what is executed again then finds the now() that it
 * found before. Gives the function that lets it go on.
 */
export function stopClock(time: number): () => void {
  const before = globalThis.Date;
  globalThis.Date = dateOf(() => time);
  return () => {
    globalThis.Date = before;
  };
}

/** The furthest that a timer can be off, in ms; one set for later fires at once. */
const FURTHEST = 2 ** 31 - 1;
const realSetTimeout = globalThis.setTimeout;

// PGlite sets an alarm to a time. Set while the clock was months ahead, it would fire, find that it is too early,
// and be set again, without end.
globalThis.setTimeout = ((callback: () => void, milliseconds?: number, ...rest: unknown[]) =>
  realSetTimeout(callback, Math.min(milliseconds ?? 0, FURTHEST), ...rest)) as typeof setTimeout;

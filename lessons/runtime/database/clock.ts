const RunningDate = Date;

/**
 * Stops the worker's clock at a time, for both engines: what is executed again then finds the now() that it
 * found before. Gives the function that lets it go on.
 */
export function stopClock(time: number): () => void {
  const before = globalThis.Date;
  globalThis.Date = new Proxy(RunningDate, {
    construct: (target, parameters) =>
      parameters.length === 0 ? new target(time) : (Reflect.construct(target, parameters) as Date),
    get: (target, name) => (name === 'now' ? () => time : (Reflect.get(target, name) as unknown)),
  });
  return () => {
    globalThis.Date = before;
  };
}

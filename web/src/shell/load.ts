import { use } from 'react';

/** Something that is fetched once, for as long as the page lives. */
export interface Load<Value> {
  readonly promise: Promise<Value>;
  value?: Value;
}

export function startLoad<Value>(promise: Promise<Value>): Load<Value> {
  const load: Load<Value> = { promise };
  // Who waits for the promise hears of its failure.
  promise.then(
    (value) => (load.value = value),
    () => undefined,
  );
  return load;
}

/**
 * What was fetched; suspends until it is here. Not `use` alone: even for a settled promise that suspends at
 * first, and React leaves a fallback that it has shown standing for 300 ms.
 */
export function useLoad<Value>(load: Load<Value>): Value {
  return load.value ?? use(load.promise);
}

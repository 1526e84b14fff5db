import { clearImmediate, setImmediate } from './immediate.ts';

// The browser's own, called without a receiver as it demands.
const startTimeout = globalThis.setTimeout;
const startInterval = globalThis.setInterval;
const clear = globalThis.clearTimeout;

/** A browser's timer is a number; programs call unref() and refresh() on Node's. */
class Timeout {
  #id: ReturnType<typeof startTimeout>;
  readonly #begin: () => ReturnType<typeof startTimeout>;

  constructor(begin: () => ReturnType<typeof startTimeout>) {
    this.#begin = begin;
    this.#id = begin();
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  hasRef() {
    return true;
  }

  refresh() {
    this.close();
    this.#id = this.#begin();
    return this;
  }

  close() {
    clear(this.#id);
    return this;
  }

  [Symbol.toPrimitive]() {
    return Number(this.#id);
  }
}

type Callback = (...values: unknown[]) => void;

export function setTimeout(callback: Callback, milliseconds?: number, ...values: unknown[]): Timeout {
  return new Timeout(() => startTimeout(callback, milliseconds, ...values));
}

export function setInterval(callback: Callback, milliseconds?: number, ...values: unknown[]): Timeout {
  return new Timeout(() => startInterval(callback, milliseconds, ...values));
}

export function clearTimeout(timer: unknown): void {
  if (timer instanceof Timeout) timer.close();
  else if (typeof timer === 'number') clear(timer);
}

export { clearTimeout as clearInterval, setImmediate, clearImmediate };

/** The part of node:timers/promises that a back end uses. */
export const promises = {
  setTimeout: <Value>(milliseconds?: number, value?: Value) =>
    new Promise<Value | undefined>((resolve) => void startTimeout(() => resolve(value), milliseconds)),
  setImmediate: <Value>(value?: Value) =>
    new Promise<Value | undefined>((resolve) => void setImmediate(() => resolve(value))),
};

import { bindContext } from '../context/context.ts';
import { startTimer, stopTimer, type Timer } from './clock.ts';
import { clearImmediate, setImmediate } from './immediate.ts';

/** A browser's timer is a number; programs call unref() and refresh() on Node's. */
class Timeout {
  readonly #begin: () => Timer;
  #timer: Timer;

  constructor(begin: () => Timer) {
    this.#begin = begin;
    this.#timer = begin();
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
    this.#timer = this.#begin();
    return this;
  }

  close() {
    stopTimer(this.#timer.id);
    return this;
  }

  [Symbol.toPrimitive]() {
    return this.#timer.id;
  }
}

type Callback = (...values: unknown[]) => void;

function start(callback: Callback, milliseconds: unknown, isInterval: boolean, values: unknown[]): Timeout {
  if (typeof callback !== 'function') {
    throw Object.assign(new TypeError('The "callback" argument must be of type function.'), {
      code: 'ERR_INVALID_ARG_TYPE',
    });
  }
  const call = bindContext(values.length === 0 ? () => callback() : () => callback(...values));
  return new Timeout(() => startTimer(call, milliseconds, isInterval));
}

export function setTimeout(callback: Callback, milliseconds?: number, ...values: unknown[]): Timeout {
  return start(callback, milliseconds, false, values);
}

export function setInterval(callback: Callback, milliseconds?: number, ...values: unknown[]): Timeout {
  return start(callback, milliseconds, true, values);
}

export function clearTimeout(timer: unknown): void {
  if (timer instanceof Timeout) timer.close();
  else if (typeof timer === 'number' || typeof timer === 'string') stopTimer(Number(timer));
}

export { clearTimeout as clearInterval, setImmediate, clearImmediate };

interface WaitOptions {
  readonly signal?: AbortSignal;
}

/** Resolves when the time has passed; rejects as soon as the signal is aborted. */
function wait<Value>(milliseconds?: number, value?: Value, { signal }: WaitOptions = {}): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      timer.close();
      reject(aborted(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve(value as Value);
    }, milliseconds);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}

function aborted(signal: AbortSignal | undefined): Error {
  const error = new Error('The operation was aborted', { cause: signal?.reason });
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' });
}

/** node:timers/promises. */
export const promises = {
  setTimeout: wait,
  setImmediate: <Value>(value?: Value) =>
    new Promise<Value | undefined>((resolve) => void setImmediate(() => resolve(value))),
  async *setInterval<Value>(milliseconds?: number, value?: Value, options: WaitOptions = {}) {
    for (;;) yield await wait(milliseconds, value, options);
  },
  scheduler: {
    wait: (milliseconds: number, options?: WaitOptions) => wait(milliseconds, undefined, options),
    yield: () => new Promise<void>((resolve) => void setImmediate(() => resolve())),
  },
};

/** util.promisify finds them. */
const PROMISIFY = Symbol.for('nodejs.util.promisify.custom');
Object.defineProperty(setTimeout, PROMISIFY, { value: wait });
Object.defineProperty(setImmediate, PROMISIFY, { value: promises.setImmediate });

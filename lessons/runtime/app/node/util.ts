import { format } from '../console/format.ts';
import { inspect } from '../console/inspect.ts';
import { isDeepStrictEqual } from './deep-equal.ts';
import { process } from './process.ts';
import * as types from './util-types.ts';

type AnyFunction = (...values: never[]) => unknown;
type Callback = (error: unknown, value?: unknown) => void;

const CUSTOM_PROMISIFY = Symbol.for('nodejs.util.promisify.custom');

export function inherits(constructor: AnyFunction, parent: AnyFunction): void {
  Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

export function promisify(original: (...values: unknown[]) => unknown) {
  const custom: unknown = Reflect.get(original, CUSTOM_PROMISIFY);
  if (typeof custom === 'function') return custom;
  return function promisified(this: unknown, ...values: unknown[]) {
    return new Promise((resolve, reject) => {
      const done: Callback = (error, value) => (error ? reject(error) : resolve(value));
      original.call(this, ...values, done);
    });
  };
}
promisify.custom = CUSTOM_PROMISIFY;

export function callbackify(original: (...values: unknown[]) => Promise<unknown>) {
  return function callbackified(this: unknown, ...values: unknown[]) {
    const done = values.pop() as Callback;
    original.apply(this, values).then(
      (value) => process.nextTick(done, null, value),
      (error: unknown) => process.nextTick(done, error),
    );
  };
}

export function deprecate<Deprecated extends AnyFunction>(original: Deprecated, message: string): Deprecated {
  let hasWarned = false;
  function deprecated(this: unknown, ...values: never[]) {
    if (!hasWarned) {
      hasWarned = true;
      process.emitWarning(message, 'DeprecationWarning');
    }
    return new.target ? Reflect.construct(original, values, new.target) : original.apply(this, values);
  }
  // It takes and gives what the original does.
  return Object.setPrototypeOf(deprecated, original) as Deprecated;
}

/** Whether util.debuglog is on: it never is here. */
export function debuglog() {
  return Object.assign(() => undefined, { enabled: false });
}

export function stripVTControlCharacters(text: string): string {
  // eslint-disable-next-line no-control-regex -- a colour code begins with ESC
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
}

export function getSystemErrorName(code: number): string {
  return `Unknown system error ${code}`;
}

const { TextDecoder, TextEncoder } = globalThis;

export { debuglog as debug, format, inspect, isDeepStrictEqual, types, TextDecoder, TextEncoder };

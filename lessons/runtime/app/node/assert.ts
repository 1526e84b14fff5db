import { inspect } from '../console/inspect.ts';
import { isDeepStrictEqual } from './deep-equal.ts';

export class AssertionError extends Error {
  readonly code = 'ERR_ASSERTION';
  readonly actual: unknown;
  readonly expected: unknown;

  constructor(options: {
    message?: string | undefined;
    actual?: unknown;
    expected?: unknown;
    operator?: string;
  }) {
    super(
      options.message ??
        `Expected ${inspect(options.actual)} ${options.operator ?? 'to equal'} ${inspect(options.expected)}`,
    );
    this.name = 'AssertionError';
    this.actual = options.actual;
    this.expected = options.expected;
  }
}

type Message = string | Error | undefined;

function check(holds: boolean, message: Message, actual: unknown, expected: unknown, operator: string): void {
  if (holds) return;
  if (message instanceof Error) throw message;
  throw new AssertionError({ message, actual, expected, operator });
}

/** What an error must be: of a class, like a pattern, with these fields, or found right by a function. */
type Expected =
  RegExp | (new (...values: never[]) => Error) | ((error: unknown) => boolean) | object | string;

function checkThrown(
  thrown: unknown,
  kind: 'exception' | 'rejection',
  expected: Expected | undefined,
  message: Message,
): void {
  const told = typeof expected === 'string' ? expected : message;
  check(thrown !== undefined, told ?? `Missing expected ${kind}.`, undefined, undefined, '');
  if (expected === undefined || typeof expected === 'string') return;
  const { error } = thrown as { readonly error: unknown };
  check(isExpected(error, expected), told, error, expected, 'to be');
}

function isExpected(error: unknown, expected: Exclude<Expected, string>): boolean {
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && error instanceof expected) return true;
    return (
      !Object.prototype.isPrototypeOf.call(Error, expected) &&
      Reflect.apply(expected, undefined, [error]) === true
    );
  }
  return Object.entries(expected).every(([name, value]: [string, unknown]) => {
    const actual: unknown = Reflect.get(Object(error) as object, name);
    return value instanceof RegExp ? value.test(String(actual)) : isDeepStrictEqual(actual, value);
  });
}

function assert(value?: unknown, message?: Message): void {
  check(Boolean(value), message, value, true, 'to be');
}

assert.ok = (value?: unknown, message?: Message) => assert(value, message);
assert.equal = (actual: unknown, expected: unknown, message?: Message) =>
  check(Object.is(actual, expected), message, actual, expected, 'to equal');
assert.notEqual = (actual: unknown, expected: unknown, message?: Message) =>
  check(!Object.is(actual, expected), message, actual, expected, 'not to equal');
assert.deepEqual = (actual: unknown, expected: unknown, message?: Message) =>
  check(isDeepStrictEqual(actual, expected), message, actual, expected, 'to deeply equal');
assert.notDeepEqual = (actual: unknown, expected: unknown, message?: Message) =>
  check(!isDeepStrictEqual(actual, expected), message, actual, expected, 'not to deeply equal');
assert.strictEqual = assert.equal;
assert.notStrictEqual = assert.notEqual;
assert.deepStrictEqual = assert.deepEqual;
assert.notDeepStrictEqual = assert.notDeepEqual;
assert.match = (text: string, pattern: RegExp, message?: Message) =>
  check(pattern.test(text), message, text, pattern, 'to match');
assert.fail = (message: Message = 'Failed') => check(false, message, undefined, undefined, 'to fail');
assert.doesNotMatch = (text: string, pattern: RegExp, message?: Message) =>
  check(!pattern.test(text), message, text, pattern, 'not to match');
assert.ifError = (error: unknown) => {
  if (error !== null && error !== undefined) throw error;
};
assert.throws = (run: () => unknown, expected?: Expected, message?: Message) => {
  let thrown: unknown;
  try {
    run();
  } catch (error) {
    thrown = { error };
  }
  checkThrown(thrown, 'exception', expected, message);
};
assert.rejects = async (
  run: Promise<unknown> | (() => Promise<unknown>),
  expected?: Expected,
  message?: Message,
) => {
  let thrown: unknown;
  try {
    await (typeof run === 'function' ? run() : run);
  } catch (error) {
    thrown = { error };
  }
  checkThrown(thrown, 'rejection', expected, message);
};
assert.doesNotThrow = (run: () => unknown) => void run();
assert.doesNotReject = async (run: Promise<unknown> | (() => Promise<unknown>)) =>
  void (await (typeof run === 'function' ? run() : run));
assert.strict = assert;
assert.AssertionError = AssertionError;

export { assert as 'module.exports', assert as default };

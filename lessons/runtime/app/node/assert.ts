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
assert.throws = (run: () => unknown, message?: Message) => {
  try {
    run();
  } catch {
    return;
  }
  check(false, message ?? 'Missing expected exception.', undefined, undefined, '');
};
assert.rejects = async (run: Promise<unknown> | (() => Promise<unknown>), message?: Message) => {
  try {
    await (typeof run === 'function' ? run() : run);
  } catch {
    return;
  }
  check(false, message ?? 'Missing expected rejection.', undefined, undefined, '');
};
assert.strict = assert;
assert.AssertionError = AssertionError;

export { assert as 'module.exports', assert as default };

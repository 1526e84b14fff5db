import { bindContext } from './context.ts';
import { iteratorOf, Loop } from './loop.ts';

type Body = (this: unknown, ...values: never[]) => Generator<unknown, unknown, unknown>;

const { apply, get } = Reflect;
const then = Promise.prototype.then as (...values: unknown[]) => unknown;

/** What an async generator awaits, to tell it from what it yields. */
class Awaited {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** What an async generator returns at once, because what it delegates to has been closed. */
class Returned extends Awaited {}

/** Goes on, within the context of now, when a value has settled: what `await` does natively without the context. */
function whenSettled(
  value: unknown,
  onValue: (value: unknown) => void,
  onError: (error: unknown) => void,
): void {
  apply(then, settling(value), [bindContext(onValue), bindContext(onError)]);
}

function settling(value: unknown): Promise<unknown> {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  if (!isObject || value instanceof Promise) return Promise.resolve(value);
  return new Promise((resolve, reject) => {
    const callback: unknown = get(value, 'then');
    if (typeof callback !== 'function') return resolve(value);
    queueMicrotask(
      bindContext(() => {
        try {
          apply(callback, value, [resolve, reject]);
        } catch (error) {
          reject(error as Error);
        }
      }),
    );
  });
}

/** Runs what was an async function: `body` yields what it awaits. */
function call(receiver: unknown, values: ArrayLike<unknown>, body: Body): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const generator = apply(body, receiver, values);
    const goOn = (method: 'next' | 'throw', value: unknown): void => {
      try {
        const step = generator[method](value);
        if (step.done) resolve(step.value);
        else {
          whenSettled(
            step.value,
            (settled) => goOn('next', settled),
            (error) => goOn('throw', error),
          );
        }
      } catch (error) {
        reject(error as Error);
      }
    };
    goOn('next', undefined);
  });
}

type Method = 'next' | 'throw' | 'return';

interface Wanted {
  readonly method: Method;
  readonly value: unknown;
  resolve(result: IteratorResult<unknown>): void;
  reject(error: unknown): void;
}

/** What was an async generator: answers one call after the other. */
class AwaitingGenerator implements AsyncGenerator {
  readonly #body: Generator;
  readonly #wanted: Wanted[] = [];

  constructor(body: Generator) {
    this.#body = body;
  }

  next(value?: unknown) {
    return this.#want('next', value);
  }

  throw(error: unknown) {
    return this.#want('throw', error);
  }

  return(value?: unknown) {
    return this.#want('return', value);
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async [Symbol.asyncDispose]() {
    await this.return();
  }

  #want(method: Method, value: unknown): Promise<IteratorResult<unknown>> {
    return new Promise((resolve, reject) => {
      this.#wanted.push({ method, value, resolve, reject: reject as (error: unknown) => void });
      if (this.#wanted.length === 1) this.#begin();
    });
  }

  #begin(): void {
    const [first] = this.#wanted;
    if (first === undefined) return;
    if (first.method !== 'return') return this.#goOn(first.method, first.value);
    whenSettled(
      first.value,
      (value) => this.#goOn('return', value),
      (error) => this.#goOn('throw', error),
    );
  }

  #goOn(method: Method, value: unknown): void {
    let step: IteratorResult<unknown>;
    if (method === 'return') returned = value;
    try {
      step = this.#body[method](value);
    } catch (error) {
      return this.#answer((wanted) => wanted.reject(error));
    }
    if (step.value instanceof Returned) return this.#goOn('return', step.value.value);
    if (step.done !== true && step.value instanceof Awaited) {
      return whenSettled(
        step.value.value,
        (settled) => this.#goOn('next', settled),
        (error) => this.#goOn('throw', error),
      );
    }
    this.#answer((wanted) => wanted.resolve({ value: step.value, done: step.done ?? false }));
  }

  #answer(answer: (wanted: Wanted) => void): void {
    const first = this.#wanted.shift();
    if (first !== undefined) answer(first);
    this.#begin();
  }
}

/** What the generator is told to return that runs now: a `finally` does not learn it. */
let returned: unknown;

/** `yield*` of an async generator. */
function* delegate(values: AsyncIterable<unknown>): Generator<unknown, unknown, unknown> {
  const iterator = iteratorOf(values);
  let call: () => unknown = () => iterator.next();
  let isLeft = true;
  try {
    for (;;) {
      const step = (yield new Awaited(call())) as IteratorResult<unknown>;
      if (step.done) {
        isLeft = false;
        return step.value;
      }
      try {
        const received = yield step.value;
        call = () => iterator.next(received);
      } catch (error) {
        if (!iterator.throw) throw error;
        call = () => iterator.throw?.(error);
      }
    }
  } catch (error) {
    isLeft = false;
    throw error;
  } finally {
    if (isLeft) {
      const value = returned;
      const step = (yield new Awaited(iterator.return?.(value) ?? { value })) as IteratorResult<unknown>;
      // After an await, only the driver can make the generator return that delegates.
      yield new Returned(step.value);
    }
  }
}

/** What lowered code finds as its `_async`. */
export const awaiting = {
  call,
  generator: (receiver: unknown, values: ArrayLike<unknown>, body: Body) =>
    new AwaitingGenerator(apply(body, receiver, values)),
  wait: (value: unknown) => new Awaited(value),
  loop: () => new Loop(),
  delegate,
};

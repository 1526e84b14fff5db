const { apply, get } = Reflect;

/** One `for await`: its iterator, and whether it must be closed when the loop is left. */
export class Loop {
  value: unknown;
  isOpen = false;
  #iterator: AsyncIterator<unknown> | undefined;
  #hasFailed = false;

  over(values: AsyncIterable<unknown> | Iterable<unknown>): void {
    this.#iterator = iteratorOf(values);
  }

  /** What is to be awaited, and then to be taken. */
  step(): unknown {
    this.isOpen = false;
    return this.#iterator?.next();
  }

  /** Whether there was another value. */
  take(result: IteratorResult<unknown>): boolean {
    if (typeof result !== 'object' || result === null)
      throw new TypeError(`Iterator result ${String(result)} is not an object`);
    if (result.done) return false;
    this.value = result.value;
    this.isOpen = true;
    return true;
  }

  fail(error: unknown): never {
    this.#hasFailed = true;
    throw error;
  }

  /** What is to be awaited when the loop was left before its end; an error of the loop is worth more than its own. */
  close(): unknown {
    if (!this.#hasFailed) return this.#iterator?.return?.();
    try {
      return Promise.resolve(this.#iterator?.return?.()).catch(() => undefined);
    } catch {
      return undefined;
    }
  }
}

/** What `for await` and `yield*` go through: values of what is not asynchronous are awaited. */
export function iteratorOf(values: AsyncIterable<unknown> | Iterable<unknown>): AsyncIterator<unknown> {
  const begin: unknown = get(Object(values) as object, Symbol.asyncIterator);
  if (typeof begin === 'function') return apply(begin, values, []) as AsyncIterator<unknown>;
  const iterator = (values as Iterable<unknown>)[Symbol.iterator]();
  const settled = async (step: IteratorResult<unknown>) => ({ value: await step.value, done: step.done });
  return {
    next: () => settled(iterator.next()),
    return: (value) => settled(iterator.return?.(value) ?? { value, done: true }),
  } as AsyncIterator<unknown>;
}

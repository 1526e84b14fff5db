/** Without AsyncLocalStorage: a browser cannot carry a value across await. */
export class AsyncResource {
  readonly type: string;

  constructor(type: string) {
    this.type = type;
  }

  runInAsyncScope<Result>(
    callback: (...values: unknown[]) => Result,
    receiver?: unknown,
    ...values: unknown[]
  ): Result {
    return callback.apply(receiver, values);
  }

  emitDestroy(): this {
    return this;
  }

  bind<Bound>(callback: Bound): Bound {
    return callback;
  }

  static bind<Bound>(callback: Bound): Bound {
    return callback;
  }
}

export const executionAsyncId = () => 1;
export const triggerAsyncId = () => 0;

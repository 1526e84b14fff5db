/**
 * What Fastify needs of node:async_hooks. Without AsyncLocalStorage: nothing in a browser tells when a native await
 * goes on, so that a store could be that of another request. Programs that import it are told what to do instead.
 */
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

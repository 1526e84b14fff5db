import { bindContext, callWithin, currentFrame, enterFrame, type Frame } from '../context/context.ts';

type Callback<Result> = (...values: unknown[]) => Result;

/** node:async_hooks' own, over the contexts that the playground carries (../context). */
export class AsyncLocalStorage<Store> {
  #isDisabled = false;

  getStore(): Store | undefined {
    return this.#isDisabled ? undefined : (currentFrame().get(this) as Store | undefined);
  }

  run<Result>(store: Store, callback: Callback<Result>, ...values: unknown[]): Result {
    this.#isDisabled = false;
    return callWithin(this.#with(store), callback, undefined, values) as Result;
  }

  exit<Result>(callback: Callback<Result>, ...values: unknown[]): Result {
    return callWithin(this.#with(undefined), callback, undefined, values) as Result;
  }

  enterWith(store: Store): void {
    this.#isDisabled = false;
    enterFrame(this.#with(store));
  }

  disable(): void {
    this.#isDisabled = true;
    enterFrame(this.#with(undefined));
  }

  #with(store: Store | undefined): Frame {
    return new Map(currentFrame()).set(this, store);
  }

  static bind<Bound extends Callback<unknown>>(callback: Bound): Bound {
    return AsyncResource.bind(callback);
  }

  static snapshot() {
    const frame = currentFrame();
    return <Result>(callback: Callback<Result>, ...values: unknown[]): Result =>
      callWithin(frame, callback, undefined, values) as Result;
  }
}

/** Work whose callbacks belong to where it was begun. */
export class AsyncResource {
  readonly type: string;
  readonly #frame = currentFrame();

  constructor(type: string) {
    this.type = type;
  }

  runInAsyncScope<Result>(callback: Callback<Result>, receiver?: unknown, ...values: unknown[]): Result {
    return callWithin(this.#frame, callback, receiver, values) as Result;
  }

  emitDestroy(): this {
    return this;
  }

  bind<Bound extends Callback<unknown>>(callback: Bound, receiver?: unknown): Bound {
    return this.runInAsyncScope(() => boundTo(callback, receiver)) as Bound;
  }

  static bind<Bound extends Callback<unknown>>(callback: Bound, _type?: string, receiver?: unknown): Bound {
    return boundTo(callback, receiver);
  }
}

function boundTo<Bound extends Callback<unknown>>(callback: Bound, receiver: unknown): Bound {
  const bound = bindContext(receiver === undefined ? callback : callback.bind(receiver));
  return Object.defineProperty(bound, 'length', { value: callback.length, configurable: true }) as Bound;
}

export const executionAsyncId = () => 1;
export const triggerAsyncId = () => 0;

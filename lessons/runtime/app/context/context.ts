/**
 * What a program's AsyncLocalStorage keeps for the code that runs now. A frame is never changed: whoever changes
 * a store makes another, so that what has begun goes on with what it began with.
 */
export type Frame = ReadonlyMap<object, unknown>;

const NOTHING: Frame = new Map();

let current = NOTHING;
let isKept = false;

type Callable = (this: unknown, ...values: never[]) => unknown;

const apply = Reflect.apply;

/** From now on callbacks are called with the frame in which they were given. Without it, binding costs nothing. */
export function keepContexts(): void {
  isKept = true;
}

export function currentFrame(): Frame {
  return current;
}

/** Changes the frame for what is called until the callback ends that runs now. */
export function enterFrame(frame: Frame): void {
  current = frame;
}

/** Calls a function within a frame; what it enters ends with it. */
export function callWithin(
  frame: Frame,
  call: Callable,
  receiver: unknown,
  values: readonly unknown[],
): unknown {
  const before = current;
  current = frame;
  try {
    return apply(call, receiver, values);
  } finally {
    current = before;
  }
}

/** The same function, which will be called within the frame of now. */
export function bindContext<Bound extends Callable>(call: Bound): Bound {
  if (!isKept) return call;
  const frame = current;
  return function (this: unknown, ...values: never[]) {
    return callWithin(frame, call, this, values);
  } as unknown as Bound;
}

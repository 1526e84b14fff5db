import { bindContext, keepContexts } from './context.ts';

let isPatched = false;

/**
 * Makes callbacks keep their context, from the moment in which a program can have one: those of promises and
 * microtasks here, those of timers where they are started. What awaits natively goes on without any; the code of
 * such a program, and that of packages, awaits by a promise's then() (lower.ts).
 */
export function carryContexts(): void {
  if (isPatched) return;
  isPatched = true;
  keepContexts();
  const bound = <Given>(callback: Given) =>
    typeof callback === 'function' ? bindContext(callback as never) : callback;
  const prototype = Promise.prototype;
  const apply = Reflect.apply;
  const then = prototype.then as (...values: unknown[]) => unknown;
  Reflect.defineProperty(prototype, 'then', {
    value: {
      then(this: unknown, onFulfilled?: unknown, onRejected?: unknown) {
        return apply(then, this, [bound(onFulfilled), bound(onRejected)]);
      },
    }.then,
    writable: true,
    configurable: true,
  });
  const enqueue = globalThis.queueMicrotask.bind(globalThis);
  globalThis.queueMicrotask = (callback) => enqueue(bound(callback));
}

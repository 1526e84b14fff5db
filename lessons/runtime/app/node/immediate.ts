import { bindContext } from '../context/context.ts';

/**
 * setImmediate without a browser's 4 ms: a message to oneself. The functions of the port are bound here,
 * before any learner's code could replace them.
 */
const { port1, port2 } = new MessageChannel();
const wake = port2.postMessage.bind(port2);
const waiting = new Map<number, () => void>();
let next = 1;
let isAwake = false;

port1.onmessage = () => {
  isAwake = false;
  // Callbacks added while these run wait for the next turn, as in Node.
  const turn = [...waiting];
  for (const [id, callback] of turn) {
    if (!waiting.delete(id)) continue;
    // One that throws must not hold back the others.
    try {
      callback();
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
};

/** Has the methods that programs call on Node's Immediate. */
class Immediate {
  readonly id: number;

  constructor(id: number) {
    this.id = id;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  hasRef() {
    return true;
  }
}

export function setImmediate(callback: (...values: unknown[]) => void, ...values: unknown[]): Immediate {
  const immediate = new Immediate(next++);
  waiting.set(
    immediate.id,
    bindContext(() => callback(...values)),
  );
  if (!isAwake) {
    isAwake = true;
    wake(undefined);
  }
  return immediate;
}

export function clearImmediate(immediate: unknown): void {
  if (immediate instanceof Immediate) waiting.delete(immediate.id);
}

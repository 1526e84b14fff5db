import { setImmediate } from './immediate.ts';

/**
 * The program's time. It passes as the computer's does, and jumps ahead when somebody waits: then what was to
 * happen meanwhile happens at once, in order. Loaded before any package, which may keep what it finds.
 */
const RealDate = Date;
const realNow = Date.now;
const realMonotonic = performance.now.bind(performance);
// The browser's own, called without a receiver as they demand.
const startTimeout = globalThis.setTimeout;
const clear = globalThis.clearTimeout;

/** Callbacks that one jump calls at most: beyond it, intervals leave out what they missed. */
const MOST_CALLS = 5_000;

/** Node takes a longer one for the shortest. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export interface Timer {
  readonly id: number;
  /** Of an interval; undefined for what happens once. */
  readonly interval: number | undefined;
  readonly call: () => void;
  due: number;
  handle: ReturnType<typeof startTimeout> | undefined;
}

let offset = 0;
let lastId = 0;
const timers = new Map<number, Timer>();

/** Milliseconds since 1970 by the computer's own clock, comparable between workers. */
export const computerTime = () => performance.timeOrigin + realMonotonic();

/** Timers by the computer's own clock. */
export const startComputerTimer = (call: () => void, milliseconds: number) =>
  startTimeout(call, milliseconds);
export const stopComputerTimer = (timer: ReturnType<typeof startTimeout> | undefined) => clear(timer);

const monotonic = () => realMonotonic() + offset;
const now = () => realNow() + Math.round(offset);

/** Calls back when the time has passed, once or again and again. */
export function startTimer(call: () => void, milliseconds: unknown, isInterval: boolean): Timer {
  const asked = Number(milliseconds);
  const delay = asked >= 1 && asked <= LONGEST_TIMEOUT ? Math.trunc(asked) : 1;
  const interval = isInterval ? delay : undefined;
  const timer: Timer = { id: ++lastId, interval, call, due: monotonic() + delay, handle: undefined };
  timers.set(timer.id, timer);
  arm(timer);
  return timer;
}

export function stopTimer(id: number): void {
  const timer = timers.get(id);
  if (timer === undefined) return;
  clear(timer.handle);
  timers.delete(id);
}

function arm(timer: Timer): void {
  clear(timer.handle);
  timer.handle = startTimeout(() => fire(timer), Math.max(0, timer.due - monotonic()));
}

function fire(timer: Timer): void {
  if (timer.interval === undefined) {
    timers.delete(timer.id);
  } else {
    timer.due = monotonic() + timer.interval;
    arm(timer);
  }
  timer.call();
}

/** Lets so much time pass at once. What falls due is called in order, each at its own time. */
export async function advanceClock(milliseconds: number): Promise<void> {
  const target = monotonic() + milliseconds;
  for (let calls = 0; calls < MOST_CALLS; calls++) {
    const next = earliest();
    if (next === undefined || next.due > target) break;
    offset += Math.max(0, next.due - monotonic());
    clear(next.handle);
    try {
      fire(next);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
    // What it led to may start timers that fall due within the same jump.
    await new Promise<void>((resolve) => void setImmediate(() => resolve()));
  }
  offset += Math.max(0, target - monotonic());
  for (const timer of timers.values()) {
    if (timer.interval !== undefined && timer.due < monotonic()) timer.due = monotonic() + timer.interval;
    arm(timer);
  }
}

function earliest(): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers.values()) if (first === undefined || timer.due < first.due) first = timer;
  return first;
}

/** Puts the clock so far ahead of the computer's. What was begun takes as long as it would have. */
export function setClock(ahead: number): void {
  const change = ahead - offset;
  offset = ahead;
  for (const timer of timers.values()) timer.due += change;
}

const VirtualDate = new Proxy(RealDate, {
  construct: (target, values, newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget) as object,
  apply: () => new RealDate(now()).toString(),
});
RealDate.now = now;
RealDate.prototype.constructor = VirtualDate;
globalThis.Date = VirtualDate;
Object.defineProperty(performance, 'now', { value: monotonic, writable: true, configurable: true });

Object.defineProperty(AbortSignal, 'timeout', {
  value: (milliseconds: number): AbortSignal => {
    const controller = new AbortController();
    const message = 'The operation was aborted due to timeout';
    startTimer(() => controller.abort(new DOMException(message, 'TimeoutError')), milliseconds, false);
    return controller.signal;
  },
  writable: true,
  configurable: true,
});

// First: packages keep the Date and the timers that they find.
import './node/clock.ts';
import { console } from './console/console.ts';
import { Buffer } from './node/buffer.ts';
import { randomUUID } from './node/crypto.ts';
import { process } from './node/process.ts';
import * as timers from './node/timers.ts';
import { fetch } from './services.ts';

if (globalThis.crypto.randomUUID === undefined) {
  Object.defineProperty(globalThis.crypto, 'randomUUID', { value: randomUUID, configurable: true });
}

/** What Node has as globals and a worker has not, or has otherwise. */
Object.assign(globalThis, {
  global: globalThis,
  process,
  Buffer,
  console,
  fetch,
  setTimeout: timers.setTimeout,
  setInterval: timers.setInterval,
  clearTimeout: timers.clearTimeout,
  clearInterval: timers.clearInterval,
  setImmediate: timers.setImmediate,
  clearImmediate: timers.clearImmediate,
});

// Deep enough for a handler below a framework below a driver.
Error.stackTraceLimit = 50;

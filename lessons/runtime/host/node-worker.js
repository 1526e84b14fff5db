/**
 * Makes a thread of Node look like a browser's worker, then runs a bundle that was built for one. What the
 * bundle uses of a worker is all there is.
 */
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

const realProcess = process;
const listeners = { error: [], unhandledrejection: [] };

function dispatch(type, event) {
  for (const listener of listeners[type]) listener({ ...event, preventDefault() {} });
}

Object.assign(globalThis, {
  self: globalThis,
  onmessage: null,
  postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
  addEventListener: (type, listener) => listeners[type]?.push(listener),
});

parentPort.on('message', (data) => globalThis.onmessage?.({ data }));

runInThisContext(readFileSync(workerData.bundle, 'utf8'), { filename: workerData.name });

// Only now: a bundle that does not load is to end the thread.
realProcess.on('uncaughtException', (error) => dispatch('error', { error }));
realProcess.on('unhandledRejection', (reason) => dispatch('unhandledrejection', { reason }));

/**
 * Makes a thread of Node look like a browser's worker, then runs a bundle that was built for one. What the
 * bundle uses of a worker is all there is. CommonJS, because a thread that imports nothing starts sooner.
 */
const { existsSync, readFileSync } = process.getBuiltinModule('node:fs');
const { Script } = process.getBuiltinModule('node:vm');
const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');

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
// Node 20 has none, and pg makes a Response to find out where it runs: 20 ms, for Node loads its fetch.
globalThis.navigator ??= { userAgent: `Node.js/${realProcess.versions.node}` };

const { bundle, name, code } = workerData;
const script = new Script(readFileSync(bundle, 'latin1'), {
  filename: name,
  // V8 takes only what the same V8 made, and compiles itself otherwise.
  ...(existsSync(code) && { cachedData: readFileSync(code) }),
});

parentPort.on('message', (data) => {
  if (data === 'code') parentPort.postMessage(script.createCachedData());
  else globalThis.onmessage?.({ data });
});

script.runInThisContext();

// Only now: a bundle that does not load is to end the thread.
realProcess.on('uncaughtException', (error) => dispatch('error', { error }));
realProcess.on('unhandledRejection', (reason) => dispatch('unhandledrejection', { reason }));

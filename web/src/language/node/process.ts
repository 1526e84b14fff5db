/** What TypeScript and ESLint ask of Node's `process` when they load. First import of the worker. */
const shim = {
  env: {},
  argv: [],
  platform: 'browser',
  version: 'v20.20.0',
  versions: {},
  cwd: () => '/',
  nextTick: (task: () => void) => queueMicrotask(task),
  emitWarning: () => {},
};

Object.assign(globalThis, { process: shim });

/** What TypeScript and ESLint ask of Node's `process` when they load. First import of the worker. */
const shim = {
  env: {},
  argv: [],
  // Without it TypeScript takes this for Node and asks for modules.
  browser: true,
  platform: 'browser',
  version: 'v20.20.0',
  versions: {},
  cwd: () => '/',
  emitWarning: () => {},
};

Object.assign(globalThis, { process: shim });

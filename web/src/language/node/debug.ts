/** Stands for debug, with which ESLint and its parser tell what they do: nobody listens in a worker. */
function createDebug() {
  return Object.assign(() => undefined, { enabled: false });
}

// What `require('debug')` gives.
export { createDebug as 'module.exports', createDebug as default };

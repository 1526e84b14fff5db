import { fileURLToPath } from 'node:url';

const shim = (name: string) => fileURLToPath(new URL(`../src/language/node/${name}.ts`, import.meta.url));

/**
 * ESLint, its TypeScript parser and TypeScript itself name modules of Node that a browser has not. On the way we
 * go they call `path` and `os`; the rest is asked for and never called.
 */
export const nodeModulesInBrowser = [
  { find: /^(node:)?path$/, replacement: shim('path') },
  { find: /^(node:)?os$/, replacement: shim('os') },
  {
    find: /^(node:)?(fs|fs\/promises|url|util|module|perf_hooks|inspector|crypto|assert|events|worker_threads)$/,
    replacement: shim('empty'),
  },
  // Its search for a browser's storage throws, for which the browser parses the whole worker once more.
  { find: /^debug$/, replacement: shim('debug') },
  // The parser looks for the files of a project with it.
  { find: /^tinyglobby$/, replacement: shim('empty') },
  { find: /^ajv$/, replacement: shim('ajv') },
  // The module build of esquery loses its parser when bundled: "parse is not a function".
  { find: /^esquery$/, replacement: 'esquery/dist/esquery.min.js' },
];

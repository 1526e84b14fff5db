import { fileURLToPath } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';

const source = (path: string) => fileURLToPath(new URL(`../runtime/${path}`, import.meta.url));
const dependency = (path: string) => fileURLToPath(import.meta.resolve(path));

/** What stands for each of Node's modules in a browser's worker. */
const NODE_MODULES: Readonly<Record<string, string>> = {
  assert: source('app/node/assert.ts'),
  async_hooks: source('app/node/async_hooks.ts'),
  buffer: source('app/node/buffer.ts'),
  crypto: source('app/node/crypto.ts'),
  diagnostics_channel: source('app/node/diagnostics_channel.ts'),
  dns: source('app/node/dns.ts'),
  events: dependency('events/events.js'),
  fs: source('app/node/unavailable.ts'),
  http: source('http/http.ts'),
  http2: source('app/node/unavailable.ts'),
  https: source('app/node/unavailable.ts'),
  net: source('app/node/net.ts'),
  os: source('app/node/os.ts'),
  path: dependency('unenv/runtime/node/path/index'),
  perf_hooks: source('app/node/perf_hooks.ts'),
  stream: dependency('readable-stream/lib/stream.js'),
  string_decoder: dependency('string_decoder/lib/string_decoder.js'),
  tls: source('app/node/unavailable.ts'),
  url: source('app/node/url.ts'),
  util: source('app/node/util.ts'),
  'util/types': source('app/node/util-types.ts'),
  worker_threads: source('app/node/worker_threads.ts'),
};

/** Parts of packages that a browser cannot have, or has better. */
const REPLACED: Readonly<Record<string, string>> = {
  'readable-stream$': dependency('readable-stream/lib/stream.js'),
  'process/': source('app/node/process.ts'),
  'string_decoder/': dependency('string_decoder/lib/string_decoder.js'),
  'abort-controller': source('app/node/abort-controller.ts'),
  'abstract-logging': source('app/node/abstract-logging.ts'),
  'sonic-boom': source('app/node/sonic-boom.ts'),
  // Passwords from a file, on a machine that has one.
  pgpass: source('app/node/unavailable.ts'),
};

const alias = {
  ...REPLACED,
  ...Object.fromEntries(
    Object.entries(NODE_MODULES).flatMap(([name, path]) => [
      [`node:${name}$`, path],
      [`${name}$`, path],
    ]),
  ),
};

/** Parts that packages import from themselves, by paths that an alias cannot tell apart. */
const replaceParts: Plugin = {
  name: 'replace-parts',
  resolveId: {
    filter: { id: /\/transport$|\/locales\/index\.js$/ },
    handler(specifier, importer = '') {
      if (specifier.endsWith('transport')) {
        return importer.includes('/pino/') ? source('app/node/pino-transport.ts') : null;
      }
      return importer.includes('/zod/') ? source('app/modules/zod-locales.ts') : null;
    },
  },
};

/** Makes the app worker: one classic script that holds all that programs can import. */
export async function buildAppWorker(outputFolder: string): Promise<void> {
  const bundle = await rolldown({
    input: source('app/worker.ts'),
    platform: 'browser',
    resolve: { alias, mainFields: ['module', 'main'] },
    transform: {
      define: {
        'process.env.NODE_ENV': '"production"',
        'process.env.READABLE_STREAM': '""',
        // Fastify looks there for the file of a plugin, and can do without.
        'require.cache': 'undefined',
      },
    },
    plugins: [replaceParts],
  });
  await bundle.write({
    file: `${outputFolder}/app-worker.js`,
    format: 'iife',
    codeSplitting: false,
    minify: true,
  });
  await bundle.close();
}

import { fileURLToPath } from 'node:url';

/** A file of the runtime. */
export const source = (path: string) => fileURLToPath(new URL(`../runtime/${path}`, import.meta.url));
const dependency = (path: string) => fileURLToPath(import.meta.resolve(path));

/** What stands for each of Node's modules in a browser's worker. */
export const NODE_MODULES: Readonly<Record<string, string>> = {
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
export const REPLACED: Readonly<Record<string, string>> = {
  'readable-stream$': dependency('readable-stream/lib/stream.js'),
  'process/': source('app/node/process.ts'),
  'string_decoder/': dependency('string_decoder/lib/string_decoder.js'),
  'abort-controller': source('app/node/abort-controller.ts'),
  'abstract-logging': source('app/node/abstract-logging.ts'),
  'sonic-boom': source('app/node/sonic-boom.ts'),
  // Passwords from a file, on a machine that has one.
  pgpass: source('app/node/unavailable.ts'),
};

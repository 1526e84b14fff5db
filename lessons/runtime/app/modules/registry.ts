import { loadChunk } from './chunk.ts';
import { isLazyModule, type NODE_MODULE_NAMES, type PRELOADED_PACKAGES } from './packages.ts';

/** An importable module: its exports by name, 'default' among them. Loaded when first imported. */
type Load = () => Promise<object>;

/** Packages from npm that are always there. */
const PACKAGES: Readonly<Record<(typeof PRELOADED_PACKAGES)[number], Load>> = {
  fastify: () => import('fastify'),
  pg: async () => {
    // Imported here: it changes the clock, and the build reads this list too.
    const [module, { traceStatements }] = await Promise.all([import('pg'), import('../trace.ts')]);
    traceStatements(module.default);
    return module;
  },
  zod: () => import('zod'),
  'zod/mini': () => import('zod/mini'),
};

/** Modules of Node, by their name behind 'node:'. */
const NODE_MODULES: Readonly<Record<(typeof NODE_MODULE_NAMES)[number], Load>> = {
  assert: () => import('../node/assert.ts').then(withDefault),
  'assert/strict': () => import('../node/assert.ts').then(withDefault),
  async_hooks: async () => {
    const [{ AsyncLocalStorage, AsyncResource }, { carryContexts }] = await Promise.all([
      import('../node/async_hooks.ts'),
      import('../context/keep.ts'),
    ]);
    carryContexts();
    return withDefault({ AsyncLocalStorage, AsyncResource });
  },
  buffer: () => import('../node/buffer.ts').then(withDefault),
  events: () => import('events').then(withDefault),
  http: () => import('../../http/http.ts').then(withDefault),
  os: () => import('../node/os.ts').then(withDefault),
  path: () => import('unenv/runtime/node/path/index').then(withDefault),
  perf_hooks: () => import('../node/perf_hooks.ts').then(withDefault),
  process: () =>
    import('../node/process.ts').then((module) =>
      withDefault({ ...module.process, default: module.process }),
    ),
  querystring: () => import('../node/querystring.ts').then(withDefault),
  stream: () => import('readable-stream').then(withDefault),
  'stream/promises': () =>
    import('readable-stream').then((module) => withDefault(Reflect.get(module, 'promises') as object)),
  string_decoder: () => import('string_decoder').then(withDefault),
  timers: () => import('../node/timers.ts').then(withDefault),
  'timers/promises': () => import('../node/timers.ts').then((module) => withDefault(module.promises)),
  url: () => import('../node/url.ts').then(withDefault),
  util: () => import('../node/util.ts').then(withDefault),
};

/** Modules of Node that packages name, and programs do not get: no package of ours depends on what they do. */
const FOR_PACKAGES: Readonly<Record<string, Load>> = {
  // Without carrying contexts yet: that is for programs that have some.
  async_hooks: () => import('../node/async_hooks.ts'),
  crypto: () => import('../node/crypto.ts'),
  diagnostics_channel: () => import('../node/diagnostics_channel.ts'),
  dns: () => import('../node/dns.ts'),
  fs: () => import('../node/nothing.ts'),
  http2: () => import('../node/nothing.ts'),
  https: () => import('../node/nothing.ts'),
  net: () => import('../node/net.ts'),
  tls: () => import('../node/nothing.ts'),
  tty: () => import('../node/tty.ts'),
  'util/types': () => import('../node/util-types.ts'),
  worker_threads: () => import('../node/worker_threads.ts'),
  zlib: () => import('../node/nothing.ts'),
};

function withDefault(module: object): object {
  return 'default' in module ? module : { ...module, default: { ...module } };
}

const loaded = new Map<string, Promise<object>>();

/** Loads a module by the name in an import line; undefined when it is not offered. */
export function loadPackage(name: string): Promise<object> | undefined {
  const bare = name.replace(/^node:/, '');
  const known = loaded.get(bare);
  if (known !== undefined) return known;
  const load = name.startsWith('node:') ? nodeModule(bare) : (npmPackage(bare) ?? nodeModule(bare));
  if (load === undefined) return undefined;
  const module = load().then(asImported);
  loaded.set(bare, module);
  // It may be had another time.
  module.catch(() => loaded.delete(bare));
  return module;
}

function npmPackage(name: string): Load | undefined {
  return isLazyModule(name) ? () => loadChunk(name, requireBuiltIn) : entry(PACKAGES, name);
}

function nodeModule(bare: string): Load | undefined {
  const name = `node:${bare}`;
  return isLazyModule(name) ? () => loadChunk(name, requireBuiltIn) : entry(NODE_MODULES, bare);
}

/** Whether packages find a module of Node, or what stands for it. */
export function isSharedNodeModule(bare: string): boolean {
  return Object.hasOwn(NODE_MODULES, bare) || Object.hasOwn(FOR_PACKAGES, bare);
}

/** What `require` gives a package for a module of Node, or for a package that is always there. */
async function requireBuiltIn(name: string): Promise<unknown> {
  const bare = name.replace(/^node:/, '');
  const load = entry(FOR_PACKAGES, bare) ?? entry(NODE_MODULES, bare) ?? entry(PACKAGES, bare);
  if (load === undefined) throw new Error(`No module '${name}' for packages.`);
  const module = await load();
  // A namespace has no prototype, but what `require` gives has.
  return Reflect.get(module, 'module.exports') ?? Reflect.get(module, 'default') ?? { ...module };
}

function entry(table: Readonly<Record<string, Load>>, name: string): Load | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Marks the exports as those of an ES module, which is how compiled imports read them. */
function asImported(module: object): object {
  const exports: Record<string, unknown> = Object.create(null);
  for (const name of Object.keys(module)) exports[name] = Reflect.get(module, name);
  return Object.defineProperty(exports, '__esModule', { value: true });
}

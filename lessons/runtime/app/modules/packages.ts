/** Packages from npm that are always there. */
export const PRELOADED_PACKAGES = ['fastify', 'pg', 'zod', 'zod/mini'] as const;

/** Modules of Node that are always there, by their names behind 'node:'. */
export const NODE_MODULE_NAMES = [
  'assert',
  'assert/strict',
  'async_hooks',
  'buffer',
  'events',
  'http',
  'os',
  'path',
  'perf_hooks',
  'process',
  'querystring',
  'stream',
  'stream/promises',
  'string_decoder',
  'timers',
  'timers/promises',
  'url',
  'util',
] as const;

/**
 * Modules that programs may import and few do: each is a file of its own, which reaches the app worker when
 * a program imports it. Packages from npm are the real ones.
 */
export const LAZY_MODULES = [
  '@fastify/cookie',
  '@fastify/jwt',
  '@fastify/rate-limit',
  '@fastify/swagger',
  'bcryptjs',
  'dataloader',
  'express',
  'express-rate-limit',
  'graphql',
  'graphql-yoga',
  'hash-wasm',
  'ioredis',
  'jose',
  'jsonwebtoken',
  'opossum',
  'typebox',
  'typebox/compile',
  'typebox/schema',
  'typebox/value',
  'validator',
  'node:crypto',
] as const;

/** Whether a name is that of a module with a file of its own. */
export function isLazyModule(name: string): boolean {
  return (LAZY_MODULES as readonly string[]).includes(name);
}

/** All that programs may import, by the names that their import lines should have. */
export const OFFERED_MODULES: readonly string[] = [
  ...PRELOADED_PACKAGES,
  ...LAZY_MODULES,
  ...NODE_MODULE_NAMES.map((name) => `node:${name}`),
];

/** Whether a program may import it, a module of Node under its short name too. */
export function isOffered(name: string): boolean {
  return OFFERED_MODULES.includes(name) || OFFERED_MODULES.includes(`node:${name}`);
}

/** The package that a module is of: 'zod/mini' is of zod, '@fastify/jwt' of itself. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The file in the folder 'modules' that holds a module. */
export function moduleFile(name: string): string {
  return `${name.replace('@', '').replaceAll(/[/:]/g, '-')}.js`;
}

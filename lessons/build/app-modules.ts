import { mkdir, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asciiOnly } from './ascii.ts';
import { rolldown, type Plugin } from 'rolldown';
import { lowerAsync } from '../runtime/app/context/lower.ts';
import { isLazyModule, LAZY_MODULES, moduleFile } from '../runtime/app/modules/packages.ts';
import { isSharedNodeModule } from '../runtime/app/modules/registry.ts';
import { REPLACED, source } from './node-modules.ts';

const ENTRY = 'entry.mjs';

/** They need the keys and signatures of node:crypto; the others are content with hashes, which are always there. */
const USES_KEYS: readonly string[] = ['@fastify/jwt', 'jose', 'jsonwebtoken'];

/** What stands for modules of Node that have a file of their own. */
const OWN_SOURCES: Readonly<Record<string, string>> = {
  'node:crypto': source('app/node/crypto/index.ts'),
};

/** Makes a file for each module that is loaded when a program imports it. */
export async function buildAppModules(outputFolder: string): Promise<void> {
  const folder = join(outputFolder, 'modules');
  await mkdir(folder, { recursive: true });
  for (const name of LAZY_MODULES) await writeFile(join(folder, moduleFile(name)), await bundle(name));
}

/** A module as text that evaluates to what runtime/app/modules/chunk.ts reads. */
async function bundle(name: string): Promise<string> {
  const requires = new Set<string>();
  const build = await rolldown({
    input: ENTRY,
    platform: 'browser',
    resolve: { alias: REPLACED, mainFields: ['module', 'main'] },
    transform: {
      define: { 'process.env.NODE_ENV': '"production"', 'process.env.READABLE_STREAM': '""' },
    },
    plugins: [entry(name), external(name, requires), leaveOut, asciiOnly],
    checks: { eval: false },
  });
  const { output } = await build.generate({ format: 'cjs', codeSplitting: false, minify: true });
  await build.close();
  const exports = Object.keys((await import(name)) as object).filter((key) => key !== 'module.exports');
  const head = `requires:${JSON.stringify([...requires])},exports:${JSON.stringify(exports)}`;
  // Contexts pass through packages that await, too: express-rate-limit does so before the next handler.
  const code = lowerAsync(output[0].code.replace(/^"use strict";/, '')).result;
  return `({${head},run(require,module,exports,_async){${code}\n}})`;
}

/** The entry takes all of the module; an .mjs, so that CommonJS is read as Node reads it. */
function entry(name: string): Plugin {
  return {
    name: 'entry',
    resolveId: { filter: { id: /^entry\.mjs$/ }, handler: () => `\0${ENTRY}` },
    load: {
      filter: { id: /^\0entry\.mjs$/ },
      handler: () => {
        const path = OWN_SOURCES[name] ?? fileURLToPath(import.meta.resolve(name));
        // jose finds the keys of Web Crypto in place.
        const before = USES_KEYS.includes(name) ? "import 'node:crypto'; " : '';
        return `${before}import * as all from ${JSON.stringify(path)}; export { all };`;
      },
    },
  };
}

/** Tables of Asian encodings, in which no client of the playground writes; files and a terminal for Lua. */
const leaveOut: Plugin = {
  name: 'leave-out',
  resolveId: { filter: { id: /\/dbcs-data(?:\.js)?$|^(?:tmp|readline-sync)$/ }, handler: () => '\0nothing' },
  load: { filter: { id: /^\0nothing$/ }, handler: () => 'module.exports = { setDefaultOptions() {} };' },
};

/** Modules of Node and other modules that programs may import are there once for all. */
function external(name: string, requires: Set<string>): Plugin {
  return {
    name: 'external',
    resolveId: {
      order: 'pre',
      handler(specifier) {
        // Behind ioredis is a Redis within the program.
        if (name === 'ioredis' && /^(?:node:)?net$/.test(specifier)) return source('app/redis/net.ts');
        const shared = sharedName(specifier, name);
        if (shared === undefined || shared === name) return null;
        requires.add(shared);
        return { id: shared, external: true };
      },
    },
  };
}

function sharedName(specifier: string, user: string): string | undefined {
  if (isLazyModule(specifier)) return specifier;
  const bare = specifier.replace(/^node:/, '');
  if (!builtinModules.includes(bare)) return undefined;
  if (bare === 'crypto' && USES_KEYS.includes(user)) return 'node:crypto';
  // What is not there at all is said when it is called.
  return isSharedNodeModule(bare) ? bare : 'fs';
}

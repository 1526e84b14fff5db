import { PGlite } from '@electric-sql/pglite';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';
import { asciiOnly } from './ascii.ts';

/** Where PGlite's own files are. */
const PGLITE = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));

const ENTRY = fileURLToPath(new URL('../runtime/database/worker.ts', import.meta.url));

/** Makes the database worker and the files that PGlite starts from. */
export async function buildDatabase(outputFolder: string): Promise<void> {
  await mkdir(outputFolder, { recursive: true });
  await Promise.all([bundleWorker(outputFolder), copyPGlite(outputFolder), makeDataDirectory(outputFolder)]);
}

/** What PGlite imports for Node, and its other file systems. */
const leaveOut: Plugin = {
  name: 'leave-out',
  resolveId: {
    filter: {
      id: /^(?:node:)?(?:fs|fs\/promises|path|module|util|zlib|stream)$|\/fs\/(?:nodefs|opfs-ahp)\.js$/,
    },
    handler: () => '\0nothing',
  },
  load: {
    filter: { id: /^\0nothing$/ },
    handler: () => 'export default {}; export const nothing = undefined;',
  },
};

const EXTENSION = 'pg_trgm.tar.gz';

/**
 * PGlite fetches the file of an extension, and the worker has no network: so it brings along the one that there is,
 * 16 KB, and this stands for its `fetch`.
 */
const bringExtension: Plugin = {
  name: 'bring-extension',
  resolveId: { filter: { id: /^brought-along$/ }, handler: () => '\0brought-along' },
  load: {
    filter: { id: /^\0brought-along$/ },
    handler: async () => {
      const file = await readFile(join(PGLITE, EXTENSION), 'base64');
      return `export const fetchBrought = async (address) => address.endsWith('/${EXTENSION}')
        ? new Response(Uint8Array.from(atob('${file}'), (character) => character.charCodeAt(0)))
        : new Response(null, { status: 404 });`;
    },
  },
};

/** A classic script. The same runs in a browser and in Node, so it must not know which it is in. */
async function bundleWorker(outputFolder: string): Promise<void> {
  const bundle = await rolldown({
    input: ENTRY,
    platform: 'browser',
    plugins: [leaveOut, bringExtension, asciiOnly],
    // pg-mem's own throws an error while it loads, for which a browser parses the whole script once more.
    resolve: { alias: { 'json-stable-stringify': 'fast-json-stable-stringify' } },
    // PGlite and its Emscripten runtime use eval knowingly.
    checks: { eval: false },
    transform: {
      target: 'es2023',
      inject: {
        // pg-mem compares values with it.
        Buffer: ['buffer', 'Buffer'],
        fetch: ['brought-along', 'fetchBrought'],
      },
      define: {
        process: 'undefined',
        'globalThis.process': 'undefined',
        // PGlite runs only where it finds a browser's worker.
        'globalThis.WorkerGlobalScope': 'Object',
        'import.meta.url': '"file:///database-worker.js"',
      },
    },
  });
  await bundle.write({
    file: join(outputFolder, 'database-worker.js'),
    format: 'iife',
    minify: true,
    codeSplitting: false,
  });
  await bundle.close();
}

async function copyPGlite(outputFolder: string): Promise<void> {
  for (const file of ['pglite.wasm', 'pglite.data']) {
    await copyFile(join(PGLITE, file), join(outputFolder, file));
  }
}

/**
 * A fresh database, as one file. Not compressed: HTTP compresses it better than gzip would, and nothing
 * need be unpacked at the start.
 */
async function makeDataDirectory(outputFolder: string): Promise<void> {
  // The log's segments are as small as can be, because they are mostly zeros.
  const pglite = await PGlite.create({ initDbStartParams: ['--wal-segsize=1'] });
  // Nobody makes a second database: their copies of the catalogue are two thirds of the size.
  await pglite.exec('UPDATE pg_database SET datistemplate = false WHERE datistemplate');
  await pglite.exec('DROP DATABASE template1');
  await pglite.exec('DROP DATABASE template0');
  await pglite.exec('CHECKPOINT');
  const file = await pglite.dumpDataDir('none');
  await pglite.close();
  await writeFile(join(outputFolder, 'data-directory.tar'), new Uint8Array(await file.arrayBuffer()));
}

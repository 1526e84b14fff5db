import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { moduleFile } from '../app/modules/packages.ts';
import type { DatabaseAssets } from '../database/messages.ts';
import type { PlaygroundWorker, WorkerFactory } from './workers.ts';

/** Megabytes of heap that a program may use, about what a browser's tab gives. */
const HEAP = 1024;

/** A worker that can be asked for V8's compiled form of its bundle, with all that has run so far. */
export interface Thread extends PlaygroundWorker {
  code(): Promise<Uint8Array>;
}

export interface NodeWorkers extends WorkerFactory {
  createApp(): Thread;
  createDatabase(): Thread;
}

/** Where the compiled form of a bundle lies: beside it. */
export function codeFile(bundle: URL): URL {
  return new URL(`${bundle.href}.code`);
}

/**
 * V8's measures are for programs that run for long: of a thread that lives for a second, it throws away most of what
 * it has optimised and tidied. `codeFile` holds only for a process that has the same settings.
 */
export const V8_FOR_SHORT_LIVES = [
  '--interrupt-budget=400000',
  '--min-semi-space-size=16',
  '--initial-heap-size=200',
];

/** Workers as threads of Node, from the bundles in a folder ('lessons/dist'). */
export function createNodeWorkers(folder: URL): NodeWorkers {
  for (const flag of V8_FOR_SHORT_LIVES) setFlagsFromString(flag);
  return {
    warmsUp: false,
    createApp: () => startThread(new URL('app-worker.js', folder), 'app-worker.js'),
    createDatabase: () => startThread(new URL('database-worker.js', folder), 'database-worker.js'),
    readModule: (name) => readFile(new URL(`modules/${moduleFile(name)}`, folder), 'utf8'),
  };
}

/** What PGlite is made of, from the same folder. */
export async function readDatabaseAssets(folder: URL): Promise<DatabaseAssets> {
  const read = async (name: string) => new Blob([await readFile(new URL(name, folder))]);
  const [pgliteWasm, pgliteData, dataDirectory] = await Promise.all([
    read('pglite.wasm'),
    read('pglite.data'),
    read('data-directory.tar'),
  ]);
  return { pgliteWasm, pgliteData, dataDirectory };
}

function startThread(bundle: URL, name: string): Thread {
  const worker = new Worker(new URL('./node-worker.cjs', import.meta.url), {
    workerData: { bundle: fileURLToPath(bundle), code: fileURLToPath(codeFile(bundle)), name },
    resourceLimits: { maxOldGenerationSizeMb: HEAP },
    env: {},
    execArgv: [],
  });
  return {
    start: (port) => worker.postMessage({ port }, [port as never]),
    onCrash: (listener) => void worker.on('error', (error) => listener(error.message)),
    terminate: () => void worker.terminate(),
    code: () => {
      worker.postMessage('code');
      return new Promise((resolve) => worker.once('message', resolve));
    },
  };
}

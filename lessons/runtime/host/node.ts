import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { moduleFile } from '../app/modules/packages.ts';
import type { DatabaseAssets } from '../database/messages.ts';
import type { PlaygroundWorker, WorkerFactory } from './workers.ts';

/** Megabytes of heap that a program may use, about what a browser's tab gives. */
const HEAP = 1024;

/** Workers as threads of Node, from the bundles in a folder ('lessons/dist'). */
export function createNodeWorkers(folder: URL): WorkerFactory {
  return {
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

function startThread(bundle: URL, name: string): PlaygroundWorker {
  const worker = new Worker(new URL('./node-worker.js', import.meta.url), {
    workerData: { bundle: fileURLToPath(bundle), name },
    resourceLimits: { maxOldGenerationSizeMb: HEAP },
    env: {},
    execArgv: [],
  });
  return {
    start: (port) => worker.postMessage({ port }, [port as never]),
    onCrash: (listener) => void worker.on('error', (error) => listener(error.message)),
    terminate: () => void worker.terminate(),
  };
}

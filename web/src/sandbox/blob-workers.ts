import type { PlaygroundWorker, WorkerFactory } from '../../../lessons/runtime/host/workers.ts';

/**
 * Workers from their scripts. Classic ones: Chromium refuses a module worker from a blob in an
 * opaque origin. They inherit the frame's policy, so they have no network.
 */
export function createBlobWorkers(
  appWorker: Blob,
  databaseWorker: Blob,
  readModule: (name: string) => Promise<string>,
): WorkerFactory {
  const app = URL.createObjectURL(appWorker);
  const database = URL.createObjectURL(databaseWorker);
  return {
    warmsUp: true,
    createApp: () => startWorker(app),
    createDatabase: () => startWorker(database),
    readModule,
  };
}

function startWorker(url: string): PlaygroundWorker {
  const worker = new Worker(url);
  return {
    start: (port) => worker.postMessage({ port }, [port]),
    onCrash: (listener) =>
      worker.addEventListener('error', (event) => {
        // Reported here; the console need not say it again.
        event.preventDefault();
        listener(event.message);
      }),
    terminate: () => worker.terminate(),
  };
}

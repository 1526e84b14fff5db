import type { PlaygroundWorker, WorkerFactory } from '../../../lessons/runtime/host/workers.ts';

/**
 * Workers from the texts of their scripts. Classic ones: Chromium refuses a module worker from a blob in an
 * opaque origin. They inherit the frame's policy, so they have no network.
 */
export function createBlobWorkers(
  appWorker: string,
  databaseWorker: string,
  readModule: (name: string) => Promise<string>,
): WorkerFactory {
  const app = scriptUrl(appWorker);
  const database = scriptUrl(databaseWorker);
  return { createApp: () => startWorker(app), createDatabase: () => startWorker(database), readModule };
}

function scriptUrl(text: string): string {
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
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

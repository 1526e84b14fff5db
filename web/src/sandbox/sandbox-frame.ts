import appWorkerUrl from '../../../lessons/dist/app-worker.js?url';
import databaseWorkerUrl from '../../../lessons/dist/database-worker.js?url';
import dataDirectoryUrl from '../../../lessons/dist/data-directory.tar?url';
import pgliteDataUrl from '../../../lessons/dist/pglite.data?url';
import pgliteWasmUrl from '../../../lessons/dist/pglite.wasm?url';
import { moduleFile } from '../../../lessons/runtime/app/modules/packages.ts';
import type { DatabaseAssets } from '../../../lessons/runtime/database/messages.ts';
import { DatabaseFailure } from '../../../lessons/runtime/database/database-failure.ts';
import type {
  EngineChoice,
  EngineState,
  LoadProgress,
  ResponsePart,
} from '../../../lessons/runtime/playground.ts';
import { takeFrame } from './frame-element.ts';
import type { FrameEvent, FrameRequest, FrameStart, PlaygroundMethod } from './frame-messages.ts';

/** Addresses of the modules that programs may import, by their files. */
const moduleUrls = import.meta.glob<string>('../../../lessons/dist/modules/*.js', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The frame is asked for a sign of life as often while it owes an answer. */
const PING_EVERY = 500;

/** Signs of life that may fail in a row before the frame counts as dead. */
const MOST_MISSED = 3;

/** The frame died: its process ran out of memory, or never comes back. */
export class FrameLost extends Error {
  constructor() {
    super('The program used more memory than a tab has, so the sandbox was made again.');
    this.name = 'FrameLost';
  }
}

/** Who hears what a frame says of its own accord, and of its end. */
export interface FrameListener {
  engine(state: EngineState): void;
  part(part: ResponsePart): void;
  loading(progress: LoadProgress | undefined): void;
  lost(): void;
}

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** One sandboxed frame with a playground in it, and the wire to it. */
export class SandboxFrame {
  readonly #element: HTMLIFrameElement;
  readonly #port: MessagePort;
  readonly #listener: FrameListener;
  readonly #calls = new Map<number, Call>();
  #nextCall = 1;
  #watch: ReturnType<typeof setInterval> | undefined;
  #missed = 0;
  #isLost = false;

  private constructor(element: HTMLIFrameElement, port: MessagePort, listener: FrameListener) {
    this.#element = element;
    this.#port = port;
    this.#listener = listener;
    port.onmessage = (event: MessageEvent<FrameEvent>) => this.#receive(event.data);
  }

  /** Makes the frame and the playground in it; PGlite's files follow when they have come. */
  static async open(choice: EngineChoice, listener: FrameListener): Promise<SandboxFrame> {
    const { element, loaded } = takeFrame();
    const [appWorker, databaseWorker] = await Promise.all([
      fetchBlob(appWorkerUrl),
      fetchBlob(databaseWorkerUrl),
      loaded,
    ]);
    const { port1, port2 } = new MessageChannel();
    const frame = new SandboxFrame(element, port1, listener);
    const start: FrameStart = { port: port2, choice, appWorker, databaseWorker };
    // Its origin is opaque, so no narrower target names it; it holds only our own script.
    element.contentWindow?.postMessage(start, '*', [port2]);
    if (choice !== 'pg-mem') void frame.#sendAssets();
    return frame;
  }

  call(method: PlaygroundMethod, parameters: unknown[]): Promise<unknown> {
    if (this.#isLost) return Promise.reject(new FrameLost());
    return new Promise((resolve, reject) => {
      const id = this.#nextCall++;
      this.#calls.set(id, { resolve, reject });
      this.#post({ kind: 'call', id, method, parameters });
      this.#watch ??= setInterval(() => this.#checkLife(), PING_EVERY);
    });
  }

  /** Removes the frame, and with it its workers. */
  close(): void {
    this.#isLost = true;
    clearInterval(this.#watch);
    this.#port.close();
    this.#element.remove();
    for (const call of this.#calls.values()) call.reject(new FrameLost());
    this.#calls.clear();
  }

  async #sendAssets(): Promise<void> {
    try {
      const assets = await fetchAssets();
      this.#post({ kind: 'assets', assets });
    } catch (error) {
      this.#post({ kind: 'assets-failed', message: error instanceof Error ? error.message : String(error) });
    }
  }

  async #sendModule(name: string): Promise<void> {
    try {
      const url = moduleUrls[`../../../lessons/dist/modules/${moduleFile(name)}`];
      if (url === undefined) throw new Error(`There is no module '${name}'.`);
      const text = await (await fetchBlob(url)).text();
      if (!this.#isLost) this.#post({ kind: 'module', name, text });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!this.#isLost) this.#post({ kind: 'module-failed', name, message });
    }
  }

  #checkLife(): void {
    if (this.#calls.size === 0) {
      clearInterval(this.#watch);
      this.#watch = undefined;
      this.#missed = 0;
      return;
    }
    // Counted, not timed: a page that slept must first hear the answers that wait for it.
    this.#missed++;
    if (this.#missed > MOST_MISSED) {
      this.close();
      this.#listener.lost();
    } else {
      this.#post({ kind: 'ping' });
    }
  }

  #post(request: FrameRequest): void {
    this.#port.postMessage(request);
  }

  #receive(event: FrameEvent): void {
    this.#missed = 0;
    switch (event.kind) {
      case 'pong':
        return;
      case 'engine':
        return this.#listener.engine(event.state);
      case 'loading':
        return this.#listener.loading(event.progress);
      case 'part':
        return this.#listener.part(event.part);
      case 'module-wanted':
        return void this.#sendModule(event.name);
      case 'value':
        this.#calls.get(event.id)?.resolve(event.value);
        this.#calls.delete(event.id);
        return;
      case 'error':
        this.#calls
          .get(event.id)
          ?.reject(
            event.database
              ? new DatabaseFailure(event.database)
              : Object.assign(new Error(event.message), { name: event.name }),
          );
        this.#calls.delete(event.id);
        return;
    }
  }
}

/** As blobs: they stay with the browser until a worker reads them, and no thread of the page copies 31 MB. */
async function fetchAssets(): Promise<DatabaseAssets> {
  const [pgliteWasm, pgliteData, dataDirectory] = await Promise.all([
    fetchBlob(pgliteWasmUrl),
    fetchBlob(pgliteDataUrl),
    fetchBlob(dataDirectoryUrl),
  ]);
  return { pgliteWasm, pgliteData, dataDirectory };
}

async function fetchBlob(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be loaded: ${response.status}.`);
  return response.blob();
}

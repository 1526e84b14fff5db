import { DatabaseFailure } from '../../../lessons/runtime/database/database-failure.ts';
import type { DatabaseAssets } from '../../../lessons/runtime/database/messages.ts';
import { createPlayground } from '../../../lessons/runtime/host/playground.ts';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import { createBlobWorkers } from './blob-workers.ts';
import type { FrameEvent, FrameRequest, FrameStart } from './frame-messages.ts';

/**
 * The only script of runner.html: the playground itself. Programs run in workers of this frame, so its origin
 * must be opaque, or they would share the page's.
 */
if (self.origin !== 'null') throw new Error('The playground runs only in a sandboxed frame.');

self.addEventListener('message', function start(event: MessageEvent<FrameStart>) {
  if (event.source !== self.parent) return;
  self.removeEventListener('message', start);
  serve(event.data);
});

function serve({ port, choice, appWorker, databaseWorker }: FrameStart): void {
  const assets = Promise.withResolvers<DatabaseAssets>();
  const post = (event: FrameEvent) => port.postMessage(event);
  const modules = new WantedModules((name) => post({ kind: 'module-wanted', name }));
  const workers = createBlobWorkers(appWorker, databaseWorker, (name) => modules.read(name));
  const playground = createPlayground(workers, assets.promise, choice);
  playground.onEngine((state) => post({ kind: 'engine', state }));
  playground.onLoading((progress) => post({ kind: 'loading', progress }));
  playground.onPart((part) => post({ kind: 'part', part }));
  port.onmessage = ({ data }: MessageEvent<FrameRequest>) => {
    switch (data.kind) {
      case 'ping':
        return post({ kind: 'pong' });
      case 'assets':
        return assets.resolve(data.assets);
      case 'assets-failed':
        return assets.reject(new Error(data.message));
      case 'module':
        return modules.take(data.name, data.text);
      case 'module-failed':
        return modules.fail(data.name, data.message);
      case 'call':
        void answer(playground, data, post);
    }
  };
}

/** Texts of modules' files: the page fetches each once. */
class WantedModules {
  readonly #ask: (name: string) => void;
  readonly #wanted = new Map<string, PromiseWithResolvers<string>>();

  constructor(ask: (name: string) => void) {
    this.#ask = ask;
  }

  read(name: string): Promise<string> {
    const known = this.#wanted.get(name);
    if (known !== undefined) return known.promise;
    const wanted = Promise.withResolvers<string>();
    this.#wanted.set(name, wanted);
    this.#ask(name);
    return wanted.promise;
  }

  take(name: string, text: string): void {
    this.#wanted.get(name)?.resolve(text);
  }

  fail(name: string, message: string): void {
    const wanted = this.#wanted.get(name);
    // It is asked for again the next time.
    this.#wanted.delete(name);
    wanted?.reject(new Error(message));
  }
}

async function answer(
  playground: Playground,
  { id, method, parameters }: Extract<FrameRequest, { kind: 'call' }>,
  post: (event: FrameEvent) => void,
): Promise<void> {
  try {
    // The page's own client calls, with the parameters of the contract.
    const call = playground[method] as (...values: unknown[]) => Promise<unknown>;
    post({ kind: 'value', id, value: await call.apply(playground, parameters) });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    const database = error instanceof DatabaseFailure ? { database: error.error } : {};
    post({ kind: 'error', id, name, message, ...database });
  }
}

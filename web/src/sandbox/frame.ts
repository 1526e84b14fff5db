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
  const playground = createPlayground(createBlobWorkers(appWorker, databaseWorker), assets.promise, choice);
  const post = (event: FrameEvent) => port.postMessage(event);
  playground.onEngine((state) => post({ kind: 'engine', state }));
  port.onmessage = ({ data }: MessageEvent<FrameRequest>) => {
    switch (data.kind) {
      case 'ping':
        return post({ kind: 'pong' });
      case 'assets':
        return assets.resolve(data.assets);
      case 'assets-failed':
        return assets.reject(new Error(data.message));
      case 'call':
        void answer(playground, data, post);
    }
  };
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
    post({ kind: 'error', id, name, message });
  }
}

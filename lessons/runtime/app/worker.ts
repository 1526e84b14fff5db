import './globals.ts';
import { HostLink } from './host-link.ts';
import { Program } from './program.ts';
import { onModuleWanted } from './modules/chunk.ts';
import type { AppWorkerStart } from './messages.ts';

/**
 * The app worker. Its first message brings the port to the host; after it nothing that a program can reach
 * leads there.
 */
self.onmessage = (event: MessageEvent<AppWorkerStart>) => {
  self.onmessage = null;
  removeGlobals('onmessage', 'postMessage', 'close');
  const link = new HostLink(event.data.port);
  const program = new Program(link);
  onModuleWanted((name) => link.send({ kind: 'module-wanted', name }));
  link.onRequest((request) => program.handle(request));
  link.send({ kind: 'ready' });
};

/** Removes globals wherever a worker has them: on itself, or on what it inherits from. */
function removeGlobals(...names: string[]): void {
  for (let scope: object | null = self; scope !== null; scope = Reflect.getPrototypeOf(scope)) {
    for (const name of names) Reflect.deleteProperty(scope, name);
  }
}

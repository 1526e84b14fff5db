import './globals.ts';
import { HostLink } from './host-link.ts';
import { Program } from './program.ts';
import { warmUp } from './warm-up.ts';
import type { AppWorkerStart } from './messages.ts';

/**
 * The app worker. Its first message brings the port to the host; after it nothing that a program can reach
 * leads there.
 */
self.onmessage = (event: MessageEvent<AppWorkerStart>) => {
  self.onmessage = null;
  Reflect.deleteProperty(self, 'onmessage');
  Reflect.deleteProperty(self, 'postMessage');
  const link = new HostLink(event.data.port);
  const program = new Program(link);
  link.onRequest((request) => program.handle(request));
  void warmUp().then(() => link.send({ kind: 'ready' }));
};

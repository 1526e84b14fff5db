import type { Playground } from '../../../lessons/runtime/playground.ts';
import { connectPlayground } from '../sandbox/connect.ts';

let connection: Promise<Playground> | undefined;

/** The page's one playground: its frame and workers are made when it is first asked for. */
export function connectOnce(): Promise<Playground> {
  connection ??= connectPlayground();
  return connection;
}

import type { EngineChoice, Playground } from '../../../lessons/runtime/playground.ts';
import { connectPlayground } from '../sandbox/connect.ts';

let connection: { readonly choice: EngineChoice; readonly playground: Promise<Playground> } | undefined;

/** The page's one playground: its frame and workers are made when it is first asked for with this engine. */
export function connectOnce(choice: EngineChoice): Promise<Playground> {
  if (connection?.choice !== choice) {
    const previous = connection?.playground;
    // Nobody waits for it any more.
    void previous?.then((playground) => playground.dispose()).catch(() => undefined);
    connection = { choice, playground: connectPlayground({ choice }) };
  }
  return connection.playground;
}

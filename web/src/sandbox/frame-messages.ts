import type { DatabaseAssets } from '../../../lessons/runtime/database/messages.ts';
import type {
  DatabaseError,
  EngineChoice,
  EngineState,
  LoadProgress,
  Playground,
  ResponsePart,
} from '../../../lessons/runtime/playground.ts';

/** What the page may ask of the playground in the frame; events go the other way on their own. */
export type PlaygroundMethod = Exclude<keyof Playground, 'onEngine' | 'onPart' | 'onLoading' | 'dispose'>;

/** The page's first message to the frame. It fetches for the frame, which has no network. */
export interface FrameStart {
  readonly port: MessagePort;
  readonly choice: EngineChoice;
  /** The workers' scripts. */
  readonly appWorker: Blob;
  readonly databaseWorker: Blob;
}

/** Page to frame, on the port. */
export type FrameRequest =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly method: PlaygroundMethod;
      readonly parameters: unknown[];
    }
  | { readonly kind: 'assets'; readonly assets: DatabaseAssets }
  | { readonly kind: 'assets-failed'; readonly message: string }
  /** The text of a module's file, or why it cannot be had. */
  | { readonly kind: 'module'; readonly name: string; readonly text: string }
  | { readonly kind: 'module-failed'; readonly name: string; readonly message: string }
  /** Asks for a sign of life. */
  | { readonly kind: 'ping' };

/** Frame to page. */
export type FrameEvent =
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'error';
      readonly id: number;
      readonly name: string;
      readonly message: string;
      /** When the database refused. */
      readonly database?: DatabaseError;
    }
  | { readonly kind: 'engine'; readonly state: EngineState }
  | { readonly kind: 'loading'; readonly progress: LoadProgress | undefined }
  | { readonly kind: 'part'; readonly part: ResponsePart }
  /** A program imports a module that has a file of its own. */
  | { readonly kind: 'module-wanted'; readonly name: string }
  | { readonly kind: 'pong' };

import type {
  HttpRequest,
  HttpResponse,
  LogEntry,
  ProgramError,
  ResponsePart,
  ServiceCall,
  ServiceConditions,
  SourceFiles,
  SourcePosition,
} from '../playground.ts';

/** First message to a fresh app worker; all else goes through its port. */
export interface AppWorkerStart {
  readonly port: MessagePort;
}

/** Host to app worker. */
export type AppRequest =
  | {
      readonly kind: 'start';
      readonly files: SourceFiles;
      readonly entry: string;
      readonly environment: Readonly<Record<string, string>>;
      /** Where the program's database connections open. */
      readonly database: MessagePort;
      /** Milliseconds by which the program's clock is ahead. */
      readonly clock: number;
      readonly services: Readonly<Record<string, ServiceConditions>>;
    }
  /** Puts the clock so many milliseconds ahead of the computer's; timers keep what is left to them. */
  | { readonly kind: 'clock'; readonly ahead: number }
  /** Lets time pass; answered by 'advanced'. */
  | { readonly kind: 'advance'; readonly id: number; readonly milliseconds: number }
  | { readonly kind: 'services'; readonly services: Readonly<Record<string, ServiceConditions>> }
  /** Gets the worker warm, with modules and files of the program that is likely to come. */
  | { readonly kind: 'prepare'; readonly modules: readonly string[]; readonly files: SourceFiles }
  /** A program waits for this worker: it need not get warmer than it is. */
  | { readonly kind: 'hurry' }
  /** The text of a module's file, or why it cannot be had. */
  | { readonly kind: 'module'; readonly name: string; readonly text: string }
  | { readonly kind: 'no-module'; readonly name: string; readonly message: string }
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly request: HttpRequest;
      /** Parts of the response are told of before it is whole. */
      readonly isWatched: boolean;
    }
  /** The client closes the connection of a watched request. */
  | { readonly kind: 'hang-up'; readonly id: number }
  /** Asks for a sign of life. */
  | { readonly kind: 'ping'; readonly id: number }
  /** Asks for a 'settled' once what the handler left behind has shown itself. */
  | { readonly kind: 'settle'; readonly id: number };

/** App worker to host. The learner's code runs there, so the host takes none of this at its word. */
export type AppEvent =
  /** Loaded: a program can be started. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'log'; readonly entry: LogEntry }
  /** A module is imported that has a file of its own. */
  | { readonly kind: 'module-wanted'; readonly name: string }
  /** More was written to the log than the host takes; what followed was dropped here. */
  | { readonly kind: 'flood'; readonly message: string }
  | { readonly kind: 'listening'; readonly port: number }
  /** The entry ran to its end; it may still begin to listen. */
  | { readonly kind: 'evaluated' }
  | { readonly kind: 'failed'; readonly error: ProgramError }
  | { readonly kind: 'response'; readonly id: number; readonly response: HttpResponse }
  /** What has come of a watched response so far, beyond the parts before. */
  | { readonly kind: 'part'; readonly id: number; readonly part: ResponsePart }
  | { readonly kind: 'pong'; readonly id: number }
  /** From which lines statements were sent and services called since the last one. */
  | {
      readonly kind: 'trace';
      readonly statements: readonly { readonly sql: string; readonly position: SourcePosition }[];
      readonly calls: readonly ServiceCall[];
    }
  | { readonly kind: 'settled'; readonly id: number }
  | { readonly kind: 'advanced'; readonly id: number }
  /** The app closed the connection, or handled the request in a way that no client could read. */
  | { readonly kind: 'reset'; readonly id: number; readonly error: ProgramError }
  /** An error that nothing caught, or process.exit(): Node would end the process here. */
  | { readonly kind: 'ended'; readonly error: ProgramError };

/** A statement is told by so much of its text: one of this length is the beginning of a longer one. */
export const SQL_TOLD = 500;

/** What a program may send for one start or one request. */
export const BUDGET = {
  logLines: 1000,
  logCharacters: 10_000,
  messages: 20_000,
  characters: 32 * 1024 * 1024,
  bodyBytes: 16 * 1024 * 1024,
  /** Of a response, told before it is whole. */
  partBytes: 1024 * 1024,
} as const;

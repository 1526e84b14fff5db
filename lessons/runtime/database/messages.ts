import type {
  DatabaseError,
  DatabaseSource,
  EngineChoice,
  EngineState,
  PlanResult,
  LoadProgress,
  RowSet,
  SessionName,
  StatementRecord,
  Step,
  TableData,
  TablePage,
  TypedSql,
} from '../playground.ts';

/** What PGlite is made of. Handed in, because the worker may not fetch anything. */
export interface DatabaseAssets {
  /** pglite.wasm; a compiled module makes every start but the first quicker. */
  readonly pgliteWasm: Blob | WebAssembly.Module;
  /** pglite.data */
  readonly pgliteData: Blob;
  /** data-directory.tar: a database that was made at build time. */
  readonly dataDirectory: Blob;
}

/** First message to a fresh database worker; all else goes through its port. */
export interface DatabaseWorkerStart {
  readonly port: MessagePort;
}

/** What a program posts on its port to open a connection; bytes of the wire protocol follow on `connection`. */
export interface ConnectionRequest {
  readonly connection: MessagePort;
}

/** Host to worker. */
export type DatabaseRequest =
  | { readonly kind: 'start'; readonly choice: EngineChoice }
  | { readonly kind: 'assets'; readonly assets: DatabaseAssets }
  | { readonly kind: 'assets-failed'; readonly message: string }
  /** Whether something that pg-mem can answer is under way: PGlite's start, which keeps the worker busy, lets it go first. */
  | { readonly kind: 'hold-postgres'; readonly isHeld: boolean }
  | { readonly kind: 'open-program'; readonly port: MessagePort }
  | { readonly kind: 'call'; readonly id: number; readonly call: DatabaseCall };

/** A request that is answered. */
export type DatabaseCall =
  | { readonly kind: 'reset'; readonly source: DatabaseSource }
  | { readonly kind: 'close-program' }
  | { readonly kind: 'query'; readonly sql: string; readonly parameters: readonly (string | null)[] }
  | { readonly kind: 'explain'; readonly sql: string; readonly parameters: readonly (string | null)[] }
  | { readonly kind: 'typed'; readonly sql: string; readonly limit: number }
  | { readonly kind: 'step'; readonly session: SessionName; readonly sql: string; readonly limit: number }
  | { readonly kind: 'end-steps' }
  | { readonly kind: 'table'; readonly name: string; readonly page: TablePage }
  | { readonly kind: 'tables'; readonly limit: number }
  /** How many requests race, and have not ended: 0 when none do. */
  | { readonly kind: 'race'; readonly racers: number }
  /** By how many milliseconds now() is ahead of the computer's clock. */
  | { readonly kind: 'clock'; readonly ahead: number }
  | { readonly kind: 'flush' };

/** What each call gives. */
export interface DatabaseAnswers {
  readonly reset: undefined;
  readonly 'close-program': undefined;
  readonly query: RowSet;
  readonly explain: PlanResult;
  readonly typed: TypedSql;
  readonly step: Step;
  readonly 'end-steps': undefined;
  readonly table: TableData | undefined;
  readonly tables: readonly TableData[];
  readonly race: undefined;
  readonly clock: undefined;
  readonly flush: undefined;
}

/** Worker to host. */
export type DatabaseEvent =
  | { readonly kind: 'statement'; readonly record: StatementRecord }
  | { readonly kind: 'engine'; readonly state: EngineState }
  | { readonly kind: 'loading'; readonly progress: LoadProgress | undefined }
  /** The program waits for PGlite to load: not its fault. */
  | { readonly kind: 'waiting'; readonly waiting: boolean }
  | { readonly kind: 'answer'; readonly id: number; readonly value: DatabaseAnswers[keyof DatabaseAnswers] }
  | { readonly kind: 'failure'; readonly id: number; readonly error: DatabaseError };

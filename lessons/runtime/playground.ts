/**
 * What a playground can do, whoever drives it: the workbench in a browser, or a test in Node.
 * Everything here survives structured cloning, because it crosses workers and frames.
 */

/** Paths relative to the program's folder ('users.ts') and their texts. */
export type SourceFiles = Readonly<Record<string, string>>;

export type Engine = 'pg-mem' | 'pglite';

/** Which engines answer: both (pg-mem first, PGlite when it is ready), or one alone. */
export type EngineChoice = 'both' | Engine;

export type EngineState =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'ready';
      readonly engine: Engine;
      readonly version: string;
      readonly milliseconds: number;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** Schema and seed: SQL texts that make the database from nothing. */
export interface DatabaseSource {
  readonly schema: string;
  readonly seed: string;
}

export interface HttpRequest {
  readonly method: string;
  /** Path and query: '/api/users?limit=2'. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** In the order and the case in which they were sent; a name may appear twice (set-cookie). */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Decoded as UTF-8. */
  readonly body: string;
  /** The bytes themselves, when they are not the UTF-8 of any text. */
  readonly content?: Uint8Array;
  /** Length of the body on the wire, in bytes. */
  readonly bytes: number;
  /** The client hung up before the end: this is what had come by then. */
  readonly isCut?: boolean;
}

/** What has come of a response that takes its time. */
export interface ResponsePart {
  /** With the first part only. */
  readonly head?: Pick<HttpResponse, 'status' | 'statusText' | 'headers'>;
  readonly chunks: readonly ResponseChunk[];
}

/** A piece of a body, as the program wrote it. */
export interface ResponseChunk {
  /** Milliseconds after the request. */
  readonly at: number;
  readonly content: Uint8Array;
}

export interface SendOptions {
  /**
   * Somebody looks on and can hang up: the response is told of as it comes, and once it has begun it may take
   * as long as the program still turns.
   */
  readonly isWatched?: boolean;
}

/** What becomes of a call to a service: a number is a status that answers in the service's place. */
export type ServiceOutcome =
  | 'answer'
  /** Nobody listens. */
  | 'refuse'
  /** The connection breaks before the service has heard anything. */
  | 'lose-request'
  /** The service does its work, and the connection breaks before its answer arrives. */
  | 'lose-response'
  /** No answer comes, ever. */
  | 'hang'
  | number;

/** How the way to a service is. */
export interface ServiceConditions {
  /** Milliseconds before a request arrives. */
  readonly latency?: number;
  /** One a call, in turn; the last holds for all calls that follow. None: every call is answered. */
  readonly outcomes?: readonly ServiceOutcome[];
}

export interface SourcePosition {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** An error of the learner's program: what happened, where in their own files, and what to do when we know. */
export interface ProgramError {
  readonly name: string;
  readonly message: string;
  readonly position?: SourcePosition;
  /** The learner's own frames only, innermost first. */
  readonly frames: readonly SourcePosition[];
  readonly advice?: string;
}

export interface LogEntry {
  readonly level: 'debug' | 'log' | 'info' | 'warn' | 'error';
  readonly text: string;
  readonly position?: SourcePosition;
  /** Set for errors that nothing caught. */
  readonly error?: ProgramError;
}

export interface DatabaseError {
  readonly message: string;
  /** SQLSTATE. */
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
  /** Offset in the statement's text, from 1. */
  readonly position?: number;
  /** Where in the texts that make the database. */
  readonly place?: SourcePlace;
}

/** A place in the texts that make the database; line and column from 1. */
export interface SourcePlace {
  readonly text: keyof DatabaseSource;
  readonly line: number;
  readonly column: number;
}

/** How far the making of a database is. */
export interface LoadProgress {
  readonly text: keyof DatabaseSource;
  /** The statement that runs, from 1. */
  readonly statement: number;
  readonly of: number;
  /** The beginning of that statement. */
  readonly sql: string;
}

/** Which part of a table is read, in which order; without one, by its key. */
export interface TablePage {
  readonly offset: number;
  readonly limit: number;
  readonly sort?: { readonly column: string; readonly isDescending: boolean };
}

/** One statement as the database saw it: written by the database worker, so the program cannot forge it. */
export interface StatementRecord {
  /** Increases by one for every statement of a playground. */
  readonly id: number;
  readonly sql: string;
  /** In text form; null is SQL NULL. */
  readonly parameters: readonly (string | null)[];
  /** 'SELECT', 'INSERT', …: the first word of the command tag. */
  readonly command: string;
  readonly rows: number;
  readonly milliseconds: number;
  readonly engine: Engine;
  readonly error?: DatabaseError;
  /** What the engine is known to do otherwise than PostgreSQL at such a statement without saying so, in sentences. */
  readonly differences?: readonly string[];
  /** pg-mem refused it, so PGlite answered. */
  readonly replayed?: { readonly reason: string };
  /** When it began, in milliseconds since 1970 by the computer's own clock. */
  readonly began?: number;
  /** The line that sent it. The program says so: of all that is here, this alone it could forge. */
  readonly position?: SourcePosition;
}

/** Text form of every value, null for SQL NULL: what a table browser and a check read. */
export interface RowSet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Of the whole result, when `rows` was cut. */
  readonly total: number;
}

/** What SQL gave that the playground's owner typed. */
export interface TypedSql {
  /** One for each statement, as for a program's; the last one has failed when the SQL did. */
  readonly statements: readonly StatementRecord[];
  /** Of the last statement that gives rows. */
  readonly rows?: RowSet;
}

/** One of the SQL sessions that the playground's owner steps through side by side. */
export type SessionName = 'A' | 'B' | 'C';

export interface SteppedTransaction {
  readonly session: SessionName;
  readonly state: 'none' | 'open' | 'has read' | 'has written' | 'keeps a snapshot' | 'failed';
  readonly isolation: string;
}

export type StepOutcome =
  | { readonly kind: 'ran'; readonly statement: StatementRecord; readonly rows?: RowSet }
  /** It was not run, because what it would show could not be told from the truth. */
  | { readonly kind: 'refused'; readonly reason: string };

/** What became of one statement, and of all sessions with it. */
export interface Step {
  readonly outcome: StepOutcome;
  /** What else the reader must know. */
  readonly notes: readonly string[];
  readonly transactions: readonly SteppedTransaction[];
}

export interface TableData extends RowSet {
  readonly name: string;
  readonly types: readonly string[];
}

/** A node of EXPLAIN (FORMAT JSON). Costs in the planner's units, times in milliseconds. */
export interface PlanNode {
  readonly type: string;
  readonly relation?: string;
  readonly index?: string;
  readonly estimatedRows: number;
  readonly actualRows?: number;
  readonly loops?: number;
  readonly totalCost: number;
  readonly milliseconds?: number;
  /** 'Filter', 'Sort Key', 'Index Cond', … as PostgreSQL words them. */
  readonly details: readonly (readonly [label: string, value: string])[];
  readonly children: readonly PlanNode[];
}

export type PlanResult =
  /** `analyzed`: the statement was run to measure it; never so for one that writes. */
  | { readonly kind: 'plan'; readonly root: PlanNode; readonly analyzed: boolean; readonly text: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

export type StartResult =
  | {
      readonly kind: 'listening';
      readonly port: number;
      readonly milliseconds: number;
      readonly logs: readonly LogEntry[];
    }
  | { readonly kind: 'failed'; readonly error: ProgramError; readonly logs: readonly LogEntry[] }
  | { readonly kind: 'stopped'; readonly reason: StopReason; readonly logs: readonly LogEntry[] };

/** Why the playground ended a program. */
export type StopReason =
  | { readonly kind: 'deadline'; readonly milliseconds: number; readonly waitingFor: 'program' | 'database' }
  | { readonly kind: 'flood'; readonly message: string }
  | { readonly kind: 'crash'; readonly message: string };

export type Outcome =
  | { readonly kind: 'response'; readonly response: HttpResponse }
  /** The app threw while answering, or could not be started with these files. */
  | { readonly kind: 'failed'; readonly error: ProgramError }
  | { readonly kind: 'stopped'; readonly reason: StopReason };

/** A call of the program to one of its services, as the program tells of it. */
export interface ServiceCall {
  readonly method: string;
  readonly url: string;
  /** In milliseconds since 1970 by the computer's own clock. */
  readonly began: number;
  readonly milliseconds: number;
  /** The status, or why there is none. */
  readonly outcome: number | string;
  readonly position?: SourcePosition;
}

/** A request and all that came of it. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly outcome: Outcome;
  readonly statements: readonly StatementRecord[];
  readonly logs: readonly LogEntry[];
  readonly milliseconds: number;
  /** In the order in which they ended. */
  readonly calls?: readonly ServiceCall[];
  /** In milliseconds since 1970 by the computer's own clock. */
  readonly began?: number;
  /** The pieces in which a response came that was watched and took its time; of a long one, the first. */
  readonly chunks?: readonly ResponseChunk[];
}

export interface Playground {
  /**
   * Drops everything and makes the database again from these texts. Ends a runaway query by ending the
   * database with it. Rejects with the database's message when schema or seed is wrong.
   */
  resetDatabase(source: DatabaseSource): Promise<void>;
  /**
   * Ends the running program, if any, and starts these files in a fresh worker. `entry` calls listen(). Each
   * 'services/<name>/server.ts' among the files is a service of its own, started first, which the others reach
   * by fetch('http://<name>.internal/…').
   */
  start(files: SourceFiles, entry: string): Promise<StartResult>;
  /** Sends one request to the running program; ends the program when the deadline passes. */
  send(request: HttpRequest, options?: SendOptions): Promise<Exchange>;
  /** Closes the connection of the watched request, as a client does that has heard enough. */
  hangUp(): Promise<void>;
  /**
   * Sends these requests at once, and makes their statements meet in the worst order that a server could give
   * them: one that writes (INSERT, UPDATE, DELETE, MERGE, or a WITH that holds one) waits until every other
   * request has come to a write of its own, has ended, or waits for a transaction of these. Exchanges come in
   * the order of the requests. The program cannot tell which request a statement belongs to, so those of all
   * are in the exchange of the oldest that was under way.
   */
  race(requests: readonly HttpRequest[]): Promise<readonly Exchange[]>;
  /**
   * Lets so many milliseconds pass at once, for the program (Date, timers, performance.now, AbortSignal.timeout)
   * and for the database (now(), CURRENT_TIMESTAMP; not within an open transaction, whose now() stands). What
   * falls due is called in order, each at its own time. Between two jumps time passes as it does everywhere.
   * Making the database again puts the clock back to the present.
   */
  advanceClock(milliseconds: number): Promise<void>;
  /** How the way to each service is from now on, by name; one that is not named is as it should be. */
  setServices(conditions: Readonly<Record<string, ServiceConditions>>): Promise<void>;
  /** Ends the running program. */
  stop(): Promise<void>;
  /** Runs SQL as the owner of the playground, beside the program and outside its log. */
  query(sql: string, parameters?: readonly (string | null)[]): Promise<RowSet>;
  /** Runs SQL that somebody typed, at most `limit` rows of it shown. What the database refuses is in the records. */
  runTyped(sql: string, limit: number): Promise<TypedSql>;
  /**
   * Runs the next statement of one of three sessions, whose transactions stay open between steps, at most `limit`
   * rows of it shown. Shows what PostgreSQL would show, or says why it cannot.
   */
  step(session: SessionName, sql: string, limit: number): Promise<Step>;
  /** Rolls back what these sessions have left open. */
  endSteps(): Promise<void>;
  /** Never runs a statement that writes. */
  explain(sql: string, parameters: readonly (string | null)[]): Promise<PlanResult>;
  /** All tables of the public schema, at most `limit` rows of each. */
  tables(limit: number): Promise<readonly TableData[]>;
  /** A part of one table; undefined when there is no such table. */
  table(name: string, page: TablePage): Promise<TableData | undefined>;
  /** Ends the making of a database that takes long; what waits for it is rejected, and the database is empty. */
  cancelReset(): Promise<void>;
  /** Calls back while a database is made that takes long, and with undefined at its end. */
  onLoading(listener: (progress: LoadProgress | undefined) => void): () => void;
  /** Calls back with what comes of watched responses; returns the function that ends that. */
  onPart(listener: (part: ResponsePart) => void): () => void;
  /** Resolves when PGlite answers, or rejects when it cannot be had. */
  whenPostgresReady(): Promise<void>;
  /** Calls back on every change of the engine; returns the function that ends that. */
  onEngine(listener: (state: EngineState) => void): () => void;
  /** Ends all workers. */
  dispose(): Promise<void>;
}

/** Milliseconds after which a program, or a query, that does not come back is ended. */
export const DEADLINE = 2000;

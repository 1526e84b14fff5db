import type {
  DatabaseSource,
  EngineState,
  LoadProgress,
  PlanResult,
  RowSet,
  TableData,
  TablePage,
  TypedSql,
} from './playground/database.ts';
import type { HttpRequest, ResponsePart, SendOptions } from './playground/http.ts';
import type { Exchange, ServiceConditions, SourceFiles, StartResult } from './playground/program.ts';
import type { SessionName, Step } from './playground/sessions.ts';

export type * from './playground/database.ts';
export type * from './playground/http.ts';
export type * from './playground/program.ts';
export type * from './playground/sessions.ts';

/**
 * What a playground can do, whoever drives it: the workbench in a browser, or a test in Node.
 * Everything here survives structured cloning, because it crosses workers and frames.
 */
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

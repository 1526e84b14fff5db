import type {
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
import type {
  DatabaseAnswers,
  DatabaseAssets,
  DatabaseCall,
  DatabaseEvent,
  DatabaseRequest,
} from './messages.ts';
import { DatabaseFailure } from './database-failure.ts';

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * The host's side of a database worker. The worker's first message is a `DatabaseWorkerStart` with the
 * other end of `port`; this holds for a browser's worker and for one of node:worker_threads.
 */
export class DatabaseClient {
  readonly #port: MessagePort;
  readonly #pending = new Map<number, PendingCall>();
  readonly #statementListeners = new Set<(record: StatementRecord) => void>();
  readonly #engineListeners = new Set<(state: EngineState) => void>();
  readonly #loadingListeners = new Set<(progress: LoadProgress | undefined) => void>();
  readonly #waitingListeners = new Set<(waiting: boolean) => void>();
  #nextCall = 1;
  #isDisposed = false;

  constructor(port: MessagePort) {
    this.#port = port;
    // Only our own database worker holds the other end.
    port.onmessage = (event: MessageEvent<DatabaseEvent>) => this.#receive(event.data);
  }

  /**
   * Starts the engines. With 'both' and 'pg-mem' the database answers before the assets are there.
   * The assets are copied, so they can be handed to the next worker too.
   */
  start(assets: DatabaseAssets | Promise<DatabaseAssets>, choice: EngineChoice): void {
    this.#post({ kind: 'start', choice });
    if (choice === 'pg-mem') return;
    void Promise.resolve(assets).then(
      (loaded) => this.#post({ kind: 'assets', assets: loaded }),
      (error: unknown) =>
        this.#post({
          kind: 'assets-failed',
          message: error instanceof Error ? error.message : String(error),
        }),
    );
  }

  /** Whether PGlite's start, which keeps the worker busy for half a second, has to wait a little. */
  holdPostgres(isHeld: boolean): void {
    this.#post({ kind: 'hold-postgres', isHeld });
  }

  /** Drops everything, undoes open transactions and session settings, runs schema and seed. */
  reset(source: DatabaseSource): Promise<void> {
    return this.#call({ kind: 'reset', source });
  }

  /**
   * The port through which a program opens its connections: transfer it to the app worker. There is one
   * program at a time; the connections of the one before end.
   */
  connectProgram(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#post({ kind: 'open-program', port: port1 }, [port1]);
    return port2;
  }

  /** Ends the program's connections and rolls back what it left open. */
  closeProgram(): Promise<void> {
    return this.#call({ kind: 'close-program' });
  }

  /** Runs one statement beside the program and outside its log; rejects with a DatabaseFailure. */
  query(sql: string, parameters: readonly (string | null)[] = []): Promise<RowSet> {
    return this.#call({ kind: 'query', sql, parameters });
  }

  /** The plan of a statement; runs it to measure it only when it cannot write. */
  explain(sql: string, parameters: readonly (string | null)[]): Promise<PlanResult> {
    return this.#call({ kind: 'explain', sql, parameters });
  }

  /** Runs SQL that somebody typed, beside the program and outside its log; never rejects for what is wrong in it. */
  runTyped(sql: string, limit: number): Promise<TypedSql> {
    return this.#call({ kind: 'typed', sql, limit });
  }

  /** Runs the next statement of one of the owner's sessions, which keep their transactions between steps. */
  step(session: SessionName, sql: string, limit: number): Promise<Step> {
    return this.#call({ kind: 'step', session, sql, limit });
  }

  /** Rolls back what those sessions have left open. */
  endSteps(): Promise<void> {
    return this.#call({ kind: 'end-steps' });
  }

  /** All tables of the public schema, at most `limit` rows of each. */
  tables(limit: number): Promise<readonly TableData[]> {
    return this.#call({ kind: 'tables', limit });
  }

  /** A part of one table; undefined when there is no such table. */
  table(name: string, page: TablePage): Promise<TableData | undefined> {
    return this.#call({ kind: 'table', name, page });
  }

  /** Puts now() so many milliseconds ahead of the computer's clock. */
  setClock(ahead: number): Promise<void> {
    return this.#call({ kind: 'clock', ahead });
  }

  /** Makes the statements of so many requests meet before any of them writes; 0 ends that. */
  race(racers: number): Promise<void> {
    return this.#call({ kind: 'race', racers });
  }

  /** Resolves after every record of a statement that was answered before has reached its listeners. */
  flush(): Promise<void> {
    return this.#call({ kind: 'flush' });
  }

  /** Calls back with every statement of the program; returns the function that ends that. */
  onStatement(listener: (record: StatementRecord) => void): () => void {
    return subscribe(this.#statementListeners, listener);
  }

  /** Calls back on every change of an engine; returns the function that ends that. */
  onEngine(listener: (state: EngineState) => void): () => void {
    return subscribe(this.#engineListeners, listener);
  }

  /** Calls back while the database is made; returns the function that ends that. */
  onLoading(listener: (progress: LoadProgress | undefined) => void): () => void {
    return subscribe(this.#loadingListeners, listener);
  }

  /**
   * Calls back with true when the program begins to wait for PGlite to load, with false when it no longer
   * does: the time between is not the program's. Returns the function that ends that.
   */
  onWaiting(listener: (waiting: boolean) => void): () => void {
    return subscribe(this.#waitingListeners, listener);
  }

  /** Closes the port and rejects what is unanswered. Ending the worker is its maker's business. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#port.close();
    const ended = new DatabaseFailure({ message: 'The database was ended.', code: '57P01' });
    for (const call of this.#pending.values()) call.reject(ended);
    this.#pending.clear();
  }

  #call<Kind extends DatabaseCall['kind']>(
    call: Extract<DatabaseCall, { kind: Kind }>,
  ): Promise<DatabaseAnswers[Kind]> {
    if (this.#isDisposed) {
      return Promise.reject(new DatabaseFailure({ message: 'The database was ended.', code: '57P01' }));
    }
    return new Promise((resolve, reject) => {
      const id = this.#nextCall++;
      // The worker answers a call of this kind with a value of this kind.
      this.#pending.set(id, { resolve: (value) => resolve(value as DatabaseAnswers[Kind]), reject });
      this.#post({ kind: 'call', id, call });
    });
  }

  #post(request: DatabaseRequest, transfer: Transferable[] = []): void {
    if (!this.#isDisposed) this.#port.postMessage(request, transfer);
  }

  #receive(event: DatabaseEvent): void {
    switch (event.kind) {
      case 'statement':
        for (const listener of this.#statementListeners) listener(event.record);
        return;
      case 'engine':
        for (const listener of this.#engineListeners) listener(event.state);
        return;
      case 'loading':
        for (const listener of this.#loadingListeners) listener(event.progress);
        return;
      case 'waiting':
        for (const listener of this.#waitingListeners) listener(event.waiting);
        return;
      case 'answer':
        this.#pending.get(event.id)?.resolve(event.value);
        this.#pending.delete(event.id);
        return;
      case 'failure':
        this.#pending.get(event.id)?.reject(new DatabaseFailure(event.error));
        this.#pending.delete(event.id);
        return;
    }
  }
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

import type { DatabaseAssets } from '../database/messages.ts';
import {
  DEADLINE,
  type DatabaseSource,
  type EngineChoice,
  type EngineState,
  type Exchange,
  type HttpRequest,
  type LoadProgress,
  type LogEntry,
  type Outcome,
  type PlanResult,
  type Playground,
  type ResponsePart,
  type RowSet,
  type SendOptions,
  type SessionName,
  type ServiceConditions,
  type SourceFiles,
  type StartResult,
  type Step,
  type TableData,
  type TablePage,
  type TypedSql,
} from '../playground.ts';
import type { AppProcess } from './app-process.ts';
import { DatabaseProcess } from './database-process.ts';
import { within } from './deadline.ts';
import { RunningProgram } from './running-program.ts';
import { SpareProcess } from './spare-process.ts';
import type { WorkerFactory } from './workers.ts';

/** While PGlite loads, its worker may be silent for longer than any statement may. */
const LOADING_LIMIT = 15_000;

/** What waited for one of them, a request for the start, comes as soon after it, in ms. */
const FOLLOW_UP = 30;

/**
 * How long a program may run while nobody asks it anything: a loop that sleeps politely would go on computing
 * for as long as the tab is open.
 */
const IDLE_LIMIT = 5 * 60_000;

/** How long a database that was found busy gets to let go of a program. */
const BUSY_LIMIT = 100;

/**
 * Makes a playground of these workers. PGlite's assets are asked for only when it is chosen. A program or a query
 * that does not come back is ended after `deadline`: who waits for one wants it short, who grades on a machine that
 * does other work besides wants it long.
 */
export function createPlayground(
  workers: WorkerFactory,
  assets: DatabaseAssets | Promise<DatabaseAssets>,
  choice: EngineChoice,
  deadline = DEADLINE,
): Playground {
  return new HostedPlayground(workers, assets, choice, deadline);
}

class HostedPlayground implements Playground {
  readonly #choice: EngineChoice;
  readonly #deadline: number;
  readonly #database: DatabaseProcess;
  readonly #spares: SpareProcess;
  readonly #engineListeners = new Set<(state: EngineState) => void>();
  readonly #loadingListeners = new Set<(progress: LoadProgress | undefined) => void>();
  readonly #partListeners = new Set<(part: ResponsePart) => void>();
  #engine: EngineState = { kind: 'loading' };
  /** What was started last, to start it again after it was ended. */
  #sources: { readonly files: SourceFiles; readonly entry: string } | undefined;
  #running: RunningProgram | undefined;
  /** Milliseconds by which time has been let pass. */
  #clock = 0;
  #services: Readonly<Record<string, ServiceConditions>> = {};
  /** The worker that was used last: the next program will want the same modules. */
  #latest: AppProcess | undefined;
  #starting: Promise<StartResult> | undefined;
  /** Logs of a program that ended between two requests. */
  #logs: LogEntry[] = [];
  /** The end of the last program, as far as the database is concerned. */
  #settled: Promise<void> = Promise.resolve();
  /** The making of the database that is under way: it may take long, and who asks meanwhile waits for it. */
  #making: Promise<void> = Promise.resolve();
  #idle: ReturnType<typeof setTimeout> | undefined;
  #isDisposed = false;
  /** Resets, starts and requests that pg-mem may answer while PGlite is not ready. */
  #urgent = 0;

  constructor(
    workers: WorkerFactory,
    assets: DatabaseAssets | Promise<DatabaseAssets>,
    choice: EngineChoice,
    deadline: number,
  ) {
    this.#choice = choice;
    this.#deadline = deadline;
    // Whoever asks for them hears of it; nobody may.
    void Promise.resolve(assets).catch(() => undefined);
    let compiled: Promise<DatabaseAssets> | undefined;
    this.#database = new DatabaseProcess(workers, () => (compiled ??= compile(assets)), choice, {
      statement: (record) => this.#running?.addStatement(record),
      engine: (state) => this.#setEngine(state),
      loading: (progress) => this.#loadingListeners.forEach((listener) => listener(progress)),
      waiting: (isWaiting) => this.#running?.setWaiting(isWaiting),
    });
    this.#spares = new SpareProcess(workers);
  }

  resetDatabase(source: DatabaseSource): Promise<void> {
    const making = this.#urgently(this.#resetDatabase(source));
    this.#making = making.catch(() => undefined);
    return making;
  }

  async #resetDatabase(source: DatabaseSource): Promise<void> {
    await this.#settled;
    if (this.#clock !== 0) {
      this.#clock = 0;
      this.#running?.setClock(0);
      await this.#database.setClock(0);
    }
    if (!(await this.#database.isAnswering(this.#limit()))) await this.#replaceDatabase();
    await this.#database.reset(source);
  }

  start(files: SourceFiles, entry: string): Promise<StartResult> {
    this.#sources = { files, entry };
    return this.#urgently(this.#start(files, entry));
  }

  send(request: HttpRequest, options?: SendOptions): Promise<Exchange> {
    return this.#urgently(this.#send(request, options));
  }

  async #send(request: HttpRequest, options?: SendOptions): Promise<Exchange> {
    this.#restartIdle();
    const began = performance.now();
    const isRestart = this.#starting === undefined && this.#running === undefined;
    const lost = this.#logs.splice(0);
    const start = await this.#untilRunning();
    const logs = isRestart && start !== undefined ? [...lost, ...start.logs] : lost;
    const unanswered = (outcome: Outcome): Exchange => {
      return { request, outcome, statements: [], logs, milliseconds: performance.now() - began };
    };
    if (start?.kind === 'failed') return unanswered({ kind: 'failed', error: start.error });
    if (start?.kind === 'stopped') return unanswered({ kind: 'stopped', reason: start.reason });
    if (this.#running === undefined) return unanswered({ kind: 'failed', error: NOT_STARTED });
    const exchange = await this.#running.send(request, options);
    return { ...exchange, logs: [...logs, ...exchange.logs] };
  }

  hangUp(): Promise<void> {
    this.#running?.hangUp();
    return Promise.resolve();
  }

  onPart(listener: (part: ResponsePart) => void): () => void {
    this.#partListeners.add(listener);
    return () => void this.#partListeners.delete(listener);
  }

  async race(requests: readonly HttpRequest[]): Promise<readonly Exchange[]> {
    // What a start writes is no part of it.
    await this.#untilRunning();
    let racers = requests.length;
    await this.#database.client.race(racers);
    return Promise.all(
      requests.map(async (request) => {
        const exchange = await this.send(request);
        racers--;
        // It fails where the database was ended, and with it the race.
        void this.#database.client.race(racers).catch(() => undefined);
        return exchange;
      }),
    );
  }

  async advanceClock(milliseconds: number): Promise<void> {
    this.#restartIdle();
    this.#clock += milliseconds;
    await this.#database.setClock(this.#clock);
    await this.#running?.advanceClock(milliseconds);
  }

  setServices(services: Readonly<Record<string, ServiceConditions>>): Promise<void> {
    this.#services = services;
    this.#running?.setServices(services);
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#sources = undefined;
    this.#running?.end('The program was ended.');
    await this.#settled;
  }

  query(sql: string, parameters: readonly (string | null)[] = []): Promise<RowSet> {
    return this.#ask(() => this.#database.client.query(sql, parameters));
  }

  explain(sql: string, parameters: readonly (string | null)[]): Promise<PlanResult> {
    // Of a large table the planner's figures take a while.
    return this.#ask(() => this.#database.client.explain(sql, parameters), LOADING_LIMIT);
  }

  runTyped(sql: string, limit: number): Promise<TypedSql> {
    return this.#ask(() => this.#database.runTyped(sql, limit));
  }

  step(session: SessionName, sql: string, limit: number): Promise<Step> {
    return this.#ask(() => this.#database.client.step(session, sql, limit));
  }

  endSteps(): Promise<void> {
    return this.#ask(() => this.#database.client.endSteps());
  }

  tables(limit: number): Promise<readonly TableData[]> {
    return this.#ask(() => this.#database.client.tables(limit), LOADING_LIMIT);
  }

  table(name: string, page: TablePage): Promise<TableData | undefined> {
    return this.#ask(() => this.#database.client.table(name, page), LOADING_LIMIT);
  }

  async cancelReset(): Promise<void> {
    this.#running?.end('The database was ended while the program ran.');
    await this.#database.empty();
  }

  onLoading(listener: (progress: LoadProgress | undefined) => void): () => void {
    this.#loadingListeners.add(listener);
    return () => void this.#loadingListeners.delete(listener);
  }

  whenPostgresReady(): Promise<void> {
    if (this.#choice === 'pg-mem') return Promise.reject(new Error('This playground runs on pg-mem alone.'));
    return new Promise((resolve, reject) => {
      const end = this.onEngine((state) => {
        if (state.kind === 'failed') reject(new Error(state.message));
        else if (state.kind === 'ready' && state.engine === 'pglite') resolve();
        else return;
        queueMicrotask(() => end());
      });
    });
  }

  onEngine(listener: (state: EngineState) => void): () => void {
    this.#engineListeners.add(listener);
    listener(this.#engine);
    return () => void this.#engineListeners.delete(listener);
  }

  dispose(): Promise<void> {
    this.#isDisposed = true;
    clearTimeout(this.#idle);
    this.#sources = undefined;
    this.#running?.end('The playground was closed.');
    this.#spares.end();
    this.#database.end();
    return Promise.resolve();
  }

  /** Holds PGlite's start back meanwhile, and for the moment in which a request may follow a start. */
  async #urgently<Result>(work: Promise<Result>): Promise<Result> {
    if (this.#isPostgresReady()) return work;
    if (this.#urgent++ === 0) this.#database.client.holdPostgres(true);
    try {
      return await work;
    } finally {
      setTimeout(() => {
        if (--this.#urgent === 0) this.#database.client.holdPostgres(false);
      }, FOLLOW_UP);
    }
  }

  /** The start that requests must wait for: the one under way, or that of a program which was ended. */
  #untilRunning(): Promise<StartResult> | undefined {
    if (this.#starting !== undefined) return this.#starting;
    if (this.#running !== undefined || this.#sources === undefined) return undefined;
    return this.#start(this.#sources.files, this.#sources.entry);
  }

  #start(files: SourceFiles, entry: string): Promise<StartResult> {
    const previous = this.#starting ?? Promise.resolve();
    this.#running?.end('The program was started again.');
    const starting = previous.then(() => this.#startFresh(files, entry));
    this.#starting = starting;
    void starting.finally(() => {
      if (this.#starting === starting) this.#starting = undefined;
    });
    return starting;
  }

  async #startFresh(files: SourceFiles, entry: string): Promise<StartResult> {
    this.#running?.end('The program was started again.');
    await this.#settled;
    const process = this.#spares.take();
    await process.ready;
    if (process.crash !== undefined) {
      const message = `The worker for programs could not be started: ${process.crash}`;
      return { kind: 'stopped', reason: { kind: 'crash', message }, logs: [] };
    }
    const program = new RunningProgram(process, this.#database, this.#deadline, {
      ended: (ended, isDatabaseBusy) => {
        this.#logs.push(...ended.leftLogs());
        if (this.#running === ended) this.#running = undefined;
        this.#settled = this.#settle(isDatabaseBusy);
      },
      part: (part) => this.#partListeners.forEach((listener) => listener(part)),
    });
    this.#running = program;
    this.#restartIdle();
    const result = await program.start(files, entry, { clock: this.#clock, services: this.#services });
    this.#latest = process;
    this.#prepareSpare();
    return result;
  }

  #restartIdle(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#endIdle(), IDLE_LIMIT);
  }

  /** Ends a program that nobody asks anything; the next request starts it again. */
  #endIdle(): void {
    if (this.#running === undefined) return;
    if (this.#running.isBusy) return this.#restartIdle();
    this.#running.end('The program was idle.');
    const text = `Nothing was asked of the program for ${IDLE_LIMIT / 60_000} minutes, so it was ended. This request started it again: what it kept in memory is gone.`;
    this.#logs.push({ level: 'info', text });
  }

  /** Takes the ended program's connections from the database; ends the database when it does not let go. */
  async #settle(isDatabaseBusy: boolean): Promise<void> {
    await this.#settled;
    const closing = this.#database.client.closeProgram().then(
      () => true,
      () => false,
    );
    const isClosed = await within(closing, isDatabaseBusy ? BUSY_LIMIT : this.#limit());
    if (isClosed === true || this.#isDisposed) return;
    await this.#database
      .replace()
      .catch((error: Error) => this.#setEngine({ kind: 'failed', message: error.message }));
  }

  /** Ends a database that does not come back; a program cannot keep its connections. */
  async #replaceDatabase(): Promise<void> {
    this.#running?.end('The database was ended while the program ran.');
    await this.#settled;
    if (!(await this.#database.isAnswering(BUSY_LIMIT))) await this.#database.replace();
  }

  async #ask<Answer>(ask: () => Promise<Answer>, limit = this.#limit()): Promise<Answer> {
    await this.#making;
    await this.#settled;
    const answer = await within(
      ask().then((value) => ({ value })),
      limit,
    );
    if (answer !== 'late') return answer.value;
    await this.#replaceDatabase();
    throw new Error(`The statement ran for more than ${limit / 1000} s, so the database was made again.`);
  }

  #limit(): number {
    return this.#engine.kind === 'loading' || (this.#choice === 'both' && !this.#isPostgresReady())
      ? LOADING_LIMIT
      : this.#deadline;
  }

  #isPostgresReady(): boolean {
    return this.#engine.kind === 'ready' && this.#engine.engine === 'pglite';
  }

  /** The next worker; while PGlite starts, it would only take the processor from it. */
  #prepareSpare(): void {
    if (!this.#latest || this.#isPostgresLoading()) return;
    this.#spares.prepare(this.#latest.modules, this.#sources?.files ?? {});
  }

  #isPostgresLoading(): boolean {
    return (
      this.#engine.kind === 'loading' ||
      (this.#choice === 'both' && this.#engine.kind === 'ready' && this.#engine.engine === 'pg-mem')
    );
  }

  #setEngine(state: EngineState): void {
    this.#engine = state;
    this.#prepareSpare();
    for (const listener of [...this.#engineListeners]) listener(state);
  }
}

/** Compiled once, WebAssembly starts every database but the first much sooner. */
async function compile(assets: DatabaseAssets | Promise<DatabaseAssets>): Promise<DatabaseAssets> {
  const loaded = await assets;
  const { pgliteWasm } = loaded;
  return pgliteWasm instanceof WebAssembly.Module
    ? loaded
    : { ...loaded, pgliteWasm: await WebAssembly.compile(await pgliteWasm.arrayBuffer()) };
}

const NOT_STARTED = {
  name: 'NotStarted',
  message: 'No program is running.',
  frames: [],
  advice: 'Start it first.',
};

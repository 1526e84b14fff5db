import type { DatabaseAssets } from '../database/messages.ts';
import {
  DEADLINE,
  type DatabaseSource,
  type EngineChoice,
  type EngineState,
  type Exchange,
  type HttpRequest,
  type LoadProgress,
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
import { DatabaseProcess } from './database-process.ts';
import { within } from './deadline.ts';
import { BUSY_LIMIT, ProgramRuns } from './program-runs.ts';
import type { WorkerFactory } from './workers.ts';

/** While PGlite loads, its worker may be silent for longer than any statement may. */
const LOADING_LIMIT = 15_000;

/** What waited for one of them, a request for the start, comes as soon after it, in ms. */
const FOLLOW_UP = 30;

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
  readonly #runs: ProgramRuns;
  readonly #engineListeners = new Set<(state: EngineState) => void>();
  readonly #loadingListeners = new Set<(progress: LoadProgress | undefined) => void>();
  readonly #partListeners = new Set<(part: ResponsePart) => void>();
  #engine: EngineState = { kind: 'loading' };
  /** Milliseconds by which time has been let pass. */
  #clock = 0;
  /** The making of the database that is under way: it may take long, and who asks meanwhile waits for it. */
  #making: Promise<void> = Promise.resolve();
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
      statement: (record) => this.#runs.addStatement(record),
      engine: (state) => this.#setEngine(state),
      loading: (progress) => this.#loadingListeners.forEach((listener) => listener(progress)),
      waiting: (isWaiting) => this.#runs.setWaiting(isWaiting),
    });
    this.#runs = new ProgramRuns({
      workers,
      database: this.#database,
      deadline,
      limit: () => this.#limit(),
      isPostgresLoading: () => this.#isPostgresLoading(),
      part: (part) => this.#partListeners.forEach((listener) => listener(part)),
      databaseFailed: (message) => this.#setEngine({ kind: 'failed', message }),
    });
  }

  resetDatabase(source: DatabaseSource): Promise<void> {
    const making = this.#urgently(this.#resetDatabase(source));
    this.#making = making.catch(() => undefined);
    return making;
  }

  async #resetDatabase(source: DatabaseSource): Promise<void> {
    await this.#runs.settled;
    if (this.#clock !== 0) {
      this.#clock = 0;
      this.#runs.setClock(0);
      await this.#database.setClock(0);
    }
    if (!(await this.#database.isAnswering(this.#limit()))) await this.#replaceDatabase();
    await this.#database.reset(source);
  }

  start(files: SourceFiles, entry: string): Promise<StartResult> {
    return this.#urgently(this.#runs.start(files, entry));
  }

  send(request: HttpRequest, options?: SendOptions): Promise<Exchange> {
    return this.#urgently(this.#runs.send(request, options));
  }

  hangUp(): Promise<void> {
    this.#runs.hangUp();
    return Promise.resolve();
  }

  onPart(listener: (part: ResponsePart) => void): () => void {
    this.#partListeners.add(listener);
    return () => void this.#partListeners.delete(listener);
  }

  async race(requests: readonly HttpRequest[]): Promise<readonly Exchange[]> {
    // What a start writes is no part of it.
    await this.#runs.untilRunning();
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
    this.#clock += milliseconds;
    this.#runs.noteClock(this.#clock);
    await this.#database.setClock(this.#clock);
    await this.#runs.advanceClock(milliseconds);
  }

  setServices(services: Readonly<Record<string, ServiceConditions>>): Promise<void> {
    this.#runs.setServices(services);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return this.#runs.stop();
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
    this.#runs.end('The database was ended while the program ran.');
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
    this.#runs.dispose();
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

  /** Ends a database that does not come back; a program cannot keep its connections. */
  async #replaceDatabase(): Promise<void> {
    this.#runs.end('The database was ended while the program ran.');
    await this.#runs.settled;
    if (!(await this.#database.isAnswering(BUSY_LIMIT))) await this.#database.replace();
  }

  async #ask<Answer>(ask: () => Promise<Answer>, limit = this.#limit()): Promise<Answer> {
    await this.#making;
    await this.#runs.settled;
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

  #isPostgresLoading(): boolean {
    return (
      this.#engine.kind === 'loading' ||
      (this.#choice === 'both' && this.#engine.kind === 'ready' && this.#engine.engine === 'pg-mem')
    );
  }

  #setEngine(state: EngineState): void {
    this.#engine = state;
    this.#runs.prepareSpare();
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

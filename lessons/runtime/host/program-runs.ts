import type {
  Exchange,
  HttpRequest,
  LogEntry,
  Outcome,
  ResponsePart,
  SendOptions,
  ServiceConditions,
  SourceFiles,
  StartResult,
  StatementRecord,
} from '../playground.ts';
import type { AppProcess } from './app-process.ts';
import type { DatabaseProcess } from './database-process.ts';
import { within } from './deadline.ts';
import { RunningProgram } from './running-program.ts';
import { SpareProcess } from './spare-process.ts';
import type { WorkerFactory } from './workers.ts';

/**
 * How long a program may run while nobody asks it anything: a loop that sleeps politely would go on computing
 * for as long as the tab is open.
 */
const IDLE_LIMIT = 5 * 60_000;

/** How long a database that was found busy gets to let go of a program. */
export const BUSY_LIMIT = 100;

/** What the runs of programs depend on, and who hears of them. */
export interface RunSurroundings {
  readonly workers: WorkerFactory;
  readonly database: DatabaseProcess;
  readonly deadline: number;
  /** How long the database may be silent at present. */
  limit(): number;
  /** While it is, another worker's start would only take the processor from it. */
  isPostgresLoading(): boolean;
  /** Something has come of a watched response. */
  part(part: ResponsePart): void;
  /** The database did not let go of a program, and could not be made again. */
  databaseFailed(message: string): void;
}

/** One program after the other, each in a worker of its own: an ended one is started again when it is asked. */
export class ProgramRuns {
  readonly #around: RunSurroundings;
  readonly #spares: SpareProcess;
  /** What was started last, to start it again after it was ended. */
  #sources: { readonly files: SourceFiles; readonly entry: string } | undefined;
  #running: RunningProgram | undefined;
  #starting: Promise<StartResult> | undefined;
  /** Milliseconds by which time has been let pass. */
  #clock = 0;
  #services: Readonly<Record<string, ServiceConditions>> = {};
  /** The worker that was used last: the next program will want the same modules. */
  #latest: AppProcess | undefined;
  /** Logs of a program that ended between two requests. */
  #logs: LogEntry[] = [];
  #settled: Promise<void> = Promise.resolve();
  #idle: ReturnType<typeof setTimeout> | undefined;
  #isDisposed = false;

  constructor(around: RunSurroundings) {
    this.#around = around;
    this.#spares = new SpareProcess(around.workers);
  }

  /** Resolves when the database has let go of the last program that ended. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  start(files: SourceFiles, entry: string): Promise<StartResult> {
    this.#sources = { files, entry };
    return this.#start(files, entry);
  }

  async send(request: HttpRequest, options?: SendOptions): Promise<Exchange> {
    this.#restartIdle();
    const began = performance.now();
    const isRestart = this.#starting === undefined && this.#running === undefined;
    const lost = this.#logs.splice(0);
    const start = await this.untilRunning();
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

  /** The start that requests must wait for: the one under way, or that of a program which was ended. */
  untilRunning(): Promise<StartResult> | undefined {
    if (this.#starting !== undefined) return this.#starting;
    if (this.#running !== undefined || this.#sources === undefined) return undefined;
    return this.#start(this.#sources.files, this.#sources.entry);
  }

  hangUp(): void {
    this.#running?.hangUp();
  }

  async advanceClock(milliseconds: number): Promise<void> {
    this.#restartIdle();
    await this.#running?.advanceClock(milliseconds);
  }

  /** Puts the clock so far ahead of the computer's, for this program and those that follow. */
  setClock(ahead: number): void {
    this.#clock = ahead;
    this.#running?.setClock(ahead);
  }

  /** What programs that follow begin with; the one that runs comes there by advanceClock. */
  noteClock(ahead: number): void {
    this.#clock = ahead;
  }

  setServices(services: Readonly<Record<string, ServiceConditions>>): void {
    this.#services = services;
    this.#running?.setServices(services);
  }

  addStatement(record: StatementRecord): void {
    this.#running?.addStatement(record);
  }

  setWaiting(isWaiting: boolean): void {
    this.#running?.setWaiting(isWaiting);
  }

  /** Ends the program that runs, which the next request starts again. */
  end(message: string): void {
    this.#running?.end(message);
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#sources = undefined;
    this.end('The program was ended.');
    await this.#settled;
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#idle);
    this.#sources = undefined;
    this.end('The playground was closed.');
    this.#spares.end();
  }

  /** Gets the next worker ready, unless PGlite starts. */
  prepareSpare(): void {
    if (!this.#latest || this.#around.isPostgresLoading()) return;
    this.#spares.prepare(this.#latest.modules, this.#sources?.files ?? {});
  }

  #start(files: SourceFiles, entry: string): Promise<StartResult> {
    const previous = this.#starting ?? Promise.resolve();
    this.end('The program was started again.');
    const starting = previous.then(() => this.#startFresh(files, entry));
    this.#starting = starting;
    void starting.finally(() => {
      if (this.#starting === starting) this.#starting = undefined;
    });
    return starting;
  }

  async #startFresh(files: SourceFiles, entry: string): Promise<StartResult> {
    this.end('The program was started again.');
    await this.#settled;
    const process = this.#spares.take();
    await process.ready;
    if (process.crash !== undefined) {
      const message = `The worker for programs could not be started: ${process.crash}`;
      return { kind: 'stopped', reason: { kind: 'crash', message }, logs: [] };
    }
    const { database, deadline } = this.#around;
    const program = new RunningProgram(process, database, deadline, {
      ended: (ended, isDatabaseBusy) => {
        this.#logs.push(...ended.leftLogs());
        if (this.#running === ended) this.#running = undefined;
        this.#settled = this.#settle(isDatabaseBusy);
      },
      part: (part) => this.#around.part(part),
    });
    this.#running = program;
    this.#restartIdle();
    const result = await program.start(files, entry, { clock: this.#clock, services: this.#services });
    this.#latest = process;
    this.prepareSpare();
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
    const { database } = this.#around;
    const closing = database.client.closeProgram().then(
      () => true,
      () => false,
    );
    const isClosed = await within(closing, isDatabaseBusy ? BUSY_LIMIT : this.#around.limit());
    if (isClosed === true || this.#isDisposed) return;
    await database.replace().catch((error: Error) => this.#around.databaseFailed(error.message));
  }
}

const NOT_STARTED = {
  name: 'NotStarted',
  message: 'No program is running.',
  frames: [],
  advice: 'Start it first.',
};

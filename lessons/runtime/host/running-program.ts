import type {
  Exchange,
  HttpRequest,
  LogEntry,
  Outcome,
  ProgramError,
  ResponsePart,
  SendOptions,
  ServiceConditions,
  SourceFiles,
  StartResult,
  StatementRecord,
  StopReason,
} from '../playground.ts';
import type { AppProcess, ProcessEvent } from './app-process.ts';
import type { DatabaseProcess } from './database-process.ts';
import { ProbedDeadline, within } from './deadline.ts';
import { Flights, type Flight } from './flights.ts';

/** How long a handler that works on after its response holds the response back. */
const SETTLE_LIMIT = 250;

/** How often a program is asked for a sign of life while a response takes its time. */
const PING_EVERY = 1000;

/** The port that programs are told to listen on. */
const PORT = 3000;

type StartOutcome =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'failed'; readonly error: ProgramError }
  | { readonly kind: 'stopped'; readonly reason: StopReason };

/** Who hears what becomes of a program. */
export interface ProgramListener {
  ended(program: RunningProgram, isDatabaseBusy: boolean): void;
  /** Something has come of a watched response. */
  part(part: ResponsePart): void;
}

/** One run of a program, from its start to its end. */
export class RunningProgram {
  readonly #process: AppProcess;
  readonly #database: DatabaseProcess;
  /** Milliseconds after which it is ended when it does not come back. */
  readonly #limit: number;
  readonly #listener: ProgramListener;
  readonly #flights = new Flights();
  #starting: { readonly clock: ProbedDeadline; finish(outcome: StartOutcome): void } | undefined;
  #hasEvaluated = false;
  #hasEnded = false;
  #isDatabaseSilent = false;
  /** What the program waits for and is not its fault: PGlite, or the files of modules. */
  readonly #waits = new Set<string>();
  readonly #advancing = new Map<number, () => void>();
  readonly #pinged = new Map<number, () => void>();
  #nextId = 1;

  constructor(process: AppProcess, database: DatabaseProcess, limit: number, listener: ProgramListener) {
    this.#process = process;
    this.#database = database;
    this.#limit = limit;
    this.#listener = listener;
  }

  /** Runs these files until the program listens, fails or is stopped. */
  async start(
    files: SourceFiles,
    entry: string,
    { clock: ahead, services }: { clock: number; services: Readonly<Record<string, ServiceConditions>> },
  ): Promise<StartResult> {
    const began = performance.now();
    let logs: LogEntry[] = [];
    const outcome = await new Promise<StartOutcome>((resolve) => {
      const clock = this.#clock();
      this.#starting = {
        clock,
        finish: (result) => {
          clock.hold();
          this.#starting = undefined;
          logs = this.#flights.takeLogs();
          resolve(result);
        },
      };
      this.#process.listen((event) => this.#receive(event));
      const database = this.#database.client.connectProgram();
      const environment = {
        PORT: String(PORT),
        NODE_ENV: 'development',
        DATABASE_URL: 'postgres://postgres@localhost:5432/postgres',
        PGHOST: 'localhost',
        PGUSER: 'postgres',
        PGDATABASE: 'postgres',
      };
      this.#process.post({ kind: 'start', files, entry, environment, database, clock: ahead, services }, [
        database,
      ]);
      if (this.#waits.size === 0) clock.run();
    });
    if (outcome.kind !== 'listening') this.end('The program did not start.');
    this.#flights.dropStatements();
    return outcome.kind === 'listening'
      ? { ...outcome, milliseconds: performance.now() - began, logs }
      : { ...outcome, logs };
  }

  /** Sends a request; resolves with all that came of it. */
  send(request: HttpRequest, { isWatched = false }: SendOptions = {}): Promise<Exchange> {
    const id = this.#nextId++;
    const clock = this.#clock();
    const exchange = this.#flights.begin(id, request, isWatched, clock);
    this.#process.post({ kind: 'request', id, request, isWatched });
    if (this.#waits.size === 0) clock.run();
    return exchange;
  }

  /** Closes the connections of watched requests whose responses have begun. */
  hangUp(): void {
    for (const [id, { chunks }] of this.#flights.all())
      if (chunks) this.#process.post({ kind: 'hang-up', id });
  }

  /** Lets time pass for the program; resolves when what fell due was called, or when it takes too long. */
  async advanceClock(milliseconds: number): Promise<void> {
    const id = this.#nextId++;
    const advanced = new Promise<void>((resolve) => this.#advancing.set(id, resolve));
    this.#process.post({ kind: 'advance', id, milliseconds });
    await within(advanced, this.#limit);
    this.#advancing.delete(id);
  }

  /** Puts the program's clock so far ahead of the computer's. */
  setClock(ahead: number): void {
    this.#process.post({ kind: 'clock', ahead });
  }

  setServices(services: Readonly<Record<string, ServiceConditions>>): void {
    this.#process.post({ kind: 'services', services });
  }

  /** Takes a statement of the program to the oldest request under way. */
  addStatement(record: StatementRecord): void {
    this.#flights.addStatement(record);
  }

  /** Holds every clock while the program waits for PGlite to load. */
  setWaiting(isWaiting: boolean): void {
    this.#wait('pglite', isWaiting);
  }

  #wait(what: string, isWaiting: boolean): void {
    if (isWaiting) this.#waits.add(what);
    else this.#waits.delete(what);
    const flights = this.#flights.all().map(([, flight]) => flight);
    for (const { clock } of this.#starting ? [this.#starting, ...flights] : flights) {
      if (this.#waits.size > 0) clock.hold();
      else clock.run();
    }
  }

  /** Whether it starts or answers. */
  get isBusy(): boolean {
    return this.#starting !== undefined || !this.#flights.isEmpty;
  }

  /** Ends it; what is under way is told why. */
  end(message: string): void {
    this.#stop({ kind: 'crash', message });
  }

  /** Log lines that no exchange has taken yet. */
  leftLogs(): LogEntry[] {
    return this.#flights.takeLogs();
  }

  #receive(event: ProcessEvent): void {
    switch (event.kind) {
      case 'ready':
        return;
      case 'module-wanted':
        return this.#wait(event.name, true);
      case 'module-delivered':
        return this.#wait(event.name, false);
      case 'log':
        return this.#flights.addLog(event.entry);
      case 'evaluated':
        this.#hasEvaluated = true;
        return;
      case 'listening':
        this.#starting?.finish(event);
        return;
      case 'failed':
        this.#starting?.finish(event);
        return;
      case 'response':
        return this.#complete(event.id, { kind: 'response', response: event.response });
      case 'part':
        return this.#receivePart(event.id, event.part);
      case 'pong':
        return this.#pinged.get(event.id)?.();
      case 'advanced':
        return this.#advancing.get(event.id)?.();
      case 'trace':
        return this.#flights.addTrace(event.statements, event.calls);
      case 'settled':
        return this.#flights.get(event.id)?.settle();
      case 'reset':
        return this.#complete(event.id, { kind: 'failed', error: event.error });
      case 'ended':
        return this.#finishAll({ kind: 'failed', error: event.error });
      case 'flood':
      case 'crash':
        return this.#stop(event);
    }
  }

  #receivePart(id: number, part: ResponsePart): void {
    const flight = this.#flights.get(id);
    if (!flight?.isWatched || flight.answer !== undefined) return;
    if (flight.chunks === undefined) {
      flight.clock.hold();
      flight.chunks = [];
      void this.#keepTurning(id, flight);
    }
    flight.chunks.push(...part.chunks);
    this.#listener.part(part);
  }

  /** A response that has begun may take its time, as long as the program turns: it is asked again and again. */
  async #keepTurning(id: number, flight: Flight): Promise<void> {
    while (this.#flights.get(id) === flight) {
      const ponged = new Promise<void>((resolve) => this.#pinged.set(id, resolve));
      flight.clock = this.#clock();
      if (this.#waits.size === 0) flight.clock.run();
      this.#process.post({ kind: 'ping', id });
      await ponged;
      flight.clock.hold();
      await new Promise((resolve) => setTimeout(resolve, PING_EVERY));
    }
    this.#pinged.delete(id);
  }

  /**
   * The database's records of a request come on another port: they are here when it answers. An error that
   * nothing caught may follow the response: it is here when the program has taken a turn.
   */
  #complete(id: number, outcome: Outcome): void {
    const flight = this.#flights.get(id);
    // Answered already, or never asked: the program's own doing.
    if (flight === undefined || flight.answer !== undefined) return;
    flight.answer = outcome;
    const settled = new Promise<void>((resolve) => (flight.settle = resolve));
    this.#process.post({ kind: 'settle', id });
    const records = [this.#database.client.flush(), within(settled, SETTLE_LIMIT)];
    void Promise.allSettled(records).then(() => flight.finish(outcome));
  }

  #clock(): ProbedDeadline {
    return new ProbedDeadline(
      this.#limit,
      () => void this.#probe(),
      () => this.#expire(),
    );
  }

  async #probe(): Promise<void> {
    this.#isDatabaseSilent = true;
    this.#isDatabaseSilent = !(await this.#database.isAnswering(this.#limit));
  }

  #expire(): void {
    if (this.#starting !== undefined && this.#hasEvaluated && !this.#isDatabaseSilent) {
      return this.#starting.finish({ kind: 'failed', error: neverListened(this.#limit) });
    }
    const waitingFor = this.#isDatabaseSilent ? 'database' : 'program';
    this.#stop({ kind: 'deadline', milliseconds: this.#limit, waitingFor });
  }

  #stop(reason: StopReason): void {
    this.#finishAll({ kind: 'stopped', reason });
  }

  #finishAll(outcome: Extract<Outcome, { kind: 'failed' | 'stopped' }>): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#process.end();
    this.#starting?.finish(outcome);
    for (const resolve of this.#advancing.values()) resolve();
    for (const [, flight] of this.#flights.all()) flight.finish(flight.answer ?? outcome);
    this.#listener.ended(this, this.#isDatabaseSilent);
  }
}

const neverListened = (limit: number): ProgramError => ({
  name: 'NeverListened',
  message: `The program ran, but did not begin to listen within ${limit / 1000} s.`,
  frames: [],
  advice: 'End it with: await app.listen({ port: Number(process.env.PORT ?? 3000) })',
});

import type {
  DatabaseSource,
  EngineChoice,
  EngineState,
  Exchange,
  HttpRequest,
  LoadProgress,
  PlanResult,
  Playground,
  ResponsePart,
  RowSet,
  SendOptions,
  SessionName,
  ServiceConditions,
  SourceFiles,
  StartResult,
  Step,
  StopReason,
  TableData,
  TablePage,
  TypedSql,
} from '../../../lessons/runtime/playground.ts';
import type { PlaygroundMethod } from './frame-messages.ts';
import { FrameLost, SandboxFrame } from './sandbox-frame.ts';

export interface ConnectOptions {
  readonly choice?: EngineChoice;
}

/** Makes a playground in a sandboxed frame of this page. */
export async function connectPlayground({ choice = 'both' }: ConnectOptions = {}): Promise<Playground> {
  const playground = new FramedPlayground(choice);
  await playground.open();
  return playground;
}

/**
 * The page's side of the playground. When the frame dies, it makes another with the same database and program,
 * at the same time of day and with the same ways to services.
 */
class FramedPlayground implements Playground {
  readonly #choice: EngineChoice;
  readonly #listeners = new Set<(state: EngineState) => void>();
  readonly #loadingListeners = new Set<(progress: LoadProgress | undefined) => void>();
  readonly #partListeners = new Set<(part: ResponsePart) => void>();
  #engine: EngineState = { kind: 'loading' };
  #frame: Promise<SandboxFrame> | undefined;
  #source: DatabaseSource | undefined;
  #program: { readonly files: SourceFiles; readonly entry: string } | undefined;
  /** The frame that knew the program is gone. */
  #mustStart = false;
  /** Milliseconds by which time was let pass since the database was made. */
  #clock = 0;
  #services: Readonly<Record<string, ServiceConditions>> = {};
  #isDisposed = false;

  constructor(choice: EngineChoice) {
    this.#choice = choice;
  }

  async open(): Promise<void> {
    await (this.#frame ??= this.#open());
  }

  #open(): Promise<SandboxFrame> {
    return SandboxFrame.open(this.#choice, {
      engine: (state) => this.#setEngine(state),
      part: (part) => this.#partListeners.forEach((listener) => listener(part)),
      loading: (progress) => this.#loadingListeners.forEach((listener) => listener(progress)),
      lost: () => this.#recover(),
    });
  }

  async resetDatabase(source: DatabaseSource): Promise<void> {
    this.#source = source;
    this.#clock = 0;
    await this.#call('resetDatabase', source);
  }

  async start(files: SourceFiles, entry: string): Promise<StartResult> {
    this.#program = { files, entry };
    this.#mustStart = false;
    try {
      return (await this.#call('start', files, entry)) as StartResult;
    } catch (error) {
      return { kind: 'stopped', reason: crash(error), logs: [] };
    }
  }

  async send(request: HttpRequest, options?: SendOptions): Promise<Exchange> {
    const began = performance.now();
    try {
      if (this.#mustStart && this.#program !== undefined) {
        // Its failure shows again as the outcome of the request.
        await this.start(this.#program.files, this.#program.entry);
      }
      return (await this.#call('send', request, options)) as Exchange;
    } catch (error) {
      const outcome = { kind: 'stopped', reason: crash(error) } as const;
      return { request, outcome, statements: [], logs: [], milliseconds: performance.now() - began };
    }
  }

  async hangUp(): Promise<void> {
    await this.#call('hangUp');
  }

  onPart(listener: (part: ResponsePart) => void): () => void {
    this.#partListeners.add(listener);
    return () => void this.#partListeners.delete(listener);
  }

  async race(requests: readonly HttpRequest[]): Promise<readonly Exchange[]> {
    try {
      return (await this.#call('race', requests)) as readonly Exchange[];
    } catch (error) {
      const outcome = { kind: 'stopped', reason: crash(error) } as const;
      return requests.map((request) => ({ request, outcome, statements: [], logs: [], milliseconds: 0 }));
    }
  }

  async advanceClock(milliseconds: number): Promise<void> {
    this.#clock += milliseconds;
    await this.#call('advanceClock', milliseconds);
  }

  async setServices(conditions: Readonly<Record<string, ServiceConditions>>): Promise<void> {
    this.#services = conditions;
    await this.#call('setServices', conditions);
  }

  async stop(): Promise<void> {
    this.#program = undefined;
    this.#mustStart = false;
    await this.#call('stop');
  }

  query(sql: string, parameters: readonly (string | null)[] = []): Promise<RowSet> {
    return this.#call('query', sql, parameters) as Promise<RowSet>;
  }

  explain(sql: string, parameters: readonly (string | null)[]): Promise<PlanResult> {
    return this.#call('explain', sql, parameters) as Promise<PlanResult>;
  }

  runTyped(sql: string, limit: number): Promise<TypedSql> {
    return this.#call('runTyped', sql, limit) as Promise<TypedSql>;
  }

  step(session: SessionName, sql: string, limit: number): Promise<Step> {
    return this.#call('step', session, sql, limit) as Promise<Step>;
  }

  async endSteps(): Promise<void> {
    await this.#call('endSteps');
  }

  tables(limit: number): Promise<readonly TableData[]> {
    return this.#call('tables', limit) as Promise<readonly TableData[]>;
  }

  table(name: string, page: TablePage): Promise<TableData | undefined> {
    return this.#call('table', name, page) as Promise<TableData | undefined>;
  }

  async cancelReset(): Promise<void> {
    await this.#call('cancelReset');
  }

  onLoading(listener: (progress: LoadProgress | undefined) => void): () => void {
    this.#loadingListeners.add(listener);
    return () => void this.#loadingListeners.delete(listener);
  }

  async whenPostgresReady(): Promise<void> {
    await this.#call('whenPostgresReady');
  }

  onEngine(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#engine);
    return () => void this.#listeners.delete(listener);
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    (await this.#frame)?.close();
    this.#frame = undefined;
  }

  async #call(method: PlaygroundMethod, ...parameters: unknown[]): Promise<unknown> {
    await this.open();
    // open() has just made it, or waited for it.
    const frame = await this.#frame;
    if (frame === undefined) throw new FrameLost();
    return frame.call(method, parameters);
  }

  /** A new frame, and in it all that the last one was told; the program starts with the next request. */
  #recover(): void {
    if (this.#isDisposed) return;
    this.#setEngine({ kind: 'loading' });
    this.#mustStart = this.#program !== undefined;
    this.#frame = this.#restore();
    this.#frame.catch((error: unknown) => {
      this.#setEngine({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    });
  }

  async #restore(): Promise<SandboxFrame> {
    const frame = await this.#open();
    if (this.#source !== undefined) await frame.call('resetDatabase', [this.#source]);
    if (this.#clock !== 0) await frame.call('advanceClock', [this.#clock]);
    await frame.call('setServices', [this.#services]);
    return frame;
  }

  #setEngine(state: EngineState): void {
    this.#engine = state;
    for (const listener of [...this.#listeners]) listener(state);
  }
}

function crash(error: unknown): StopReason {
  return { kind: 'crash', message: error instanceof Error ? error.message : String(error) };
}

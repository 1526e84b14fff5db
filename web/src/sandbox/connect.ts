import type {
  DatabaseSource,
  EngineChoice,
  EngineState,
  Exchange,
  HttpRequest,
  PlanResult,
  Playground,
  RowSet,
  ServiceConditions,
  SourceFiles,
  StartResult,
  StopReason,
  TableData,
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

/** The page's side of the playground. When the frame dies, it makes another with the same database and program. */
class FramedPlayground implements Playground {
  readonly #choice: EngineChoice;
  readonly #listeners = new Set<(state: EngineState) => void>();
  #engine: EngineState = { kind: 'loading' };
  #frame: Promise<SandboxFrame> | undefined;
  #source: DatabaseSource | undefined;
  #program: { readonly files: SourceFiles; readonly entry: string } | undefined;
  /** The frame that knew the program is gone. */
  #mustStart = false;
  #isDisposed = false;

  constructor(choice: EngineChoice) {
    this.#choice = choice;
  }

  async open(): Promise<void> {
    await (this.#frame ??= SandboxFrame.open(
      this.#choice,
      (state) => this.#setEngine(state),
      () => this.#recover(),
    ));
  }

  async resetDatabase(source: DatabaseSource): Promise<void> {
    this.#source = source;
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

  async send(request: HttpRequest): Promise<Exchange> {
    const began = performance.now();
    try {
      if (this.#mustStart && this.#program !== undefined) {
        // Its failure shows again as the outcome of the request.
        await this.start(this.#program.files, this.#program.entry);
      }
      return (await this.#call('send', request)) as Exchange;
    } catch (error) {
      const outcome = { kind: 'stopped', reason: crash(error) } as const;
      return { request, outcome, statements: [], logs: [], milliseconds: performance.now() - began };
    }
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
    await this.#call('advanceClock', milliseconds);
  }

  async setServices(conditions: Readonly<Record<string, ServiceConditions>>): Promise<void> {
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

  tables(limit: number): Promise<readonly TableData[]> {
    return this.#call('tables', limit) as Promise<readonly TableData[]>;
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

  /** A new frame, and the database as it was made; the program starts with the next request. */
  #recover(): void {
    if (this.#isDisposed) return;
    this.#frame = undefined;
    this.#setEngine({ kind: 'loading' });
    this.#mustStart = this.#program !== undefined;
    const source = this.#source;
    const recovering = source === undefined ? this.open() : this.#call('resetDatabase', source);
    recovering.catch((error: unknown) => {
      this.#setEngine({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    });
  }

  #setEngine(state: EngineState): void {
    this.#engine = state;
    for (const listener of [...this.#listeners]) listener(state);
  }
}

function crash(error: unknown): StopReason {
  return { kind: 'crash', message: error instanceof Error ? error.message : String(error) };
}

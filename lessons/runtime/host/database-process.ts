import { DatabaseClient } from '../database/client.ts';
import type { DatabaseAssets } from '../database/messages.ts';
import type {
  DatabaseSource,
  EngineChoice,
  EngineState,
  LoadProgress,
  StatementRecord,
  TypedSql,
} from '../playground.ts';
import { within } from './deadline.ts';
import type { PlaygroundWorker, WorkerFactory } from './workers.ts';

/** What a playground hears from its database. */
export interface DatabaseListener {
  statement(record: StatementRecord): void;
  engine(state: EngineState): void;
  loading(progress: LoadProgress | undefined): void;
  waiting(isWaiting: boolean): void;
}

/**
 * The database worker. When a statement in it does not come back, there is only one way out: end the worker
 * and make another, from the texts that made the last.
 */
export class DatabaseProcess {
  readonly #workers: WorkerFactory;
  readonly #assets: () => Promise<DatabaseAssets>;
  readonly #choice: EngineChoice;
  readonly #listener: DatabaseListener;
  #worker: PlaygroundWorker;
  #client: DatabaseClient;
  #source: DatabaseSource | undefined;
  #statements = 0;
  #clock = 0;

  constructor(
    workers: WorkerFactory,
    assets: () => Promise<DatabaseAssets>,
    choice: EngineChoice,
    listener: DatabaseListener,
  ) {
    this.#workers = workers;
    this.#assets = assets;
    this.#choice = choice;
    this.#listener = listener;
    [this.#worker, this.#client] = this.#boot();
  }

  get client(): DatabaseClient {
    return this.#client;
  }

  /** Whether the worker still turns: false while a statement holds it. */
  async isAnswering(milliseconds: number): Promise<boolean> {
    const flushed = this.#client.flush().then(
      () => true,
      () => false,
    );
    return (await within(flushed, milliseconds)) === true;
  }

  /** Runs SQL that somebody typed; its statements are counted with the program's. */
  async runTyped(sql: string, limit: number): Promise<TypedSql> {
    const typed = await this.#client.runTyped(sql, limit);
    return { ...typed, statements: typed.statements.map((each) => ({ ...each, id: ++this.#statements })) };
  }

  /** Makes the database from these texts; rejects with a DatabaseFailure. */
  async reset(source: DatabaseSource): Promise<void> {
    this.#source = source;
    await this.#client.reset(source);
  }

  /** Puts its clock so many milliseconds ahead of the computer's. */
  async setClock(ahead: number): Promise<void> {
    this.#clock = ahead;
    await this.#client.setClock(ahead).catch(() => undefined);
  }

  /** Ends the worker, whatever it does; the next one holds nothing. */
  async empty(): Promise<void> {
    this.#source = { schema: '', seed: '' };
    this.#listener.loading(undefined);
    await this.replace();
  }

  /** Ends the worker, whatever it does, and makes the same database in a fresh one. */
  async replace(): Promise<void> {
    this.end();
    [this.#worker, this.#client] = this.#boot();
    if (this.#clock !== 0) await this.setClock(this.#clock);
    if (this.#source !== undefined) await this.#client.reset(this.#source);
  }

  end(): void {
    this.#client.dispose();
    this.#worker.terminate();
  }

  #boot(): [PlaygroundWorker, DatabaseClient] {
    const { port1, port2 } = new MessageChannel();
    const worker = this.#workers.createDatabase();
    const client = new DatabaseClient(port1);
    client.onStatement((record) => this.#listener.statement({ ...record, id: ++this.#statements }));
    client.onEngine((state) => this.#listener.engine(state));
    client.onLoading((progress) => this.#listener.loading(progress));
    client.onWaiting((isWaiting) => this.#listener.waiting(isWaiting));
    worker.onCrash((message) => {
      client.dispose();
      this.#listener.engine({ kind: 'failed', message: `The database's worker died: ${message}` });
    });
    worker.start(port2);
    const needsAssets = this.#choice !== 'pg-mem';
    client.start(needsAssets ? this.#assets() : new Promise<never>(() => undefined), this.#choice);
    return [worker, client];
  }
}

import type {
  DatabaseError,
  DatabaseSource,
  EngineChoice,
  EngineState,
  LoadProgress,
  PlanResult,
  TableData,
  TablePage,
} from '../playground.ts';
import { stopClock } from './clock.ts';
import { DatabaseFailure } from './database-failure.ts';
import type { DatabaseEngine } from './engine.ts';
import { isLarge } from './large-source.ts';
import { MemoryEngine } from './memory/memory-engine.ts';
import type { DatabaseAssets } from './messages.ts';
import { EngineBroken } from './postgres/engine-broken.ts';
import type { PostgresEngine } from './postgres/postgres-engine.ts';
import { PostgresServer } from './postgres/postgres-server.ts';
import type { ReadingTransaction, Session } from './session.ts';
import type { Answered } from './statement-log.ts';
import { writeError, writeReadyForQuery } from './wire/backend.ts';
import { ByteWriter } from './wire/bytes.ts';
import type { FrontendMessage } from './wire/frontend.ts';

/** Whom the engines tell what becomes of them. */
export interface EnginesListener {
  onEngine(state: EngineState): void;
  onLoading(progress: LoadProgress | undefined): void;
  onWaiting(isWaiting: boolean): void;
  /** All transactions are gone, with the engine that had them. */
  onCrash(): void;
}

/**
 * The engine that answers. With both, that is pg-mem until PGlite is ready or needed; then PGlite is brought
 * to the same state and answers all that follows. Only the session whose turn it is may call these.
 */
export class Engines {
  readonly #choice: EngineChoice;
  readonly #listener: EnginesListener;
  readonly #startedAt = performance.now();
  readonly #server: PostgresServer;
  /** The one that answers; undefined while PGlite alone can, and starts. */
  #current: DatabaseEngine | undefined;
  /** PGlite started again, and holds nothing yet. */
  #isEmpty = false;
  #source: DatabaseSource = { schema: '', seed: '' };
  #sourceTime = Date.now();

  constructor(choice: EngineChoice, listener: EnginesListener) {
    this.#choice = choice;
    this.#listener = listener;
    this.#server = new PostgresServer((isWaiting) => listener.onWaiting(isWaiting));
    listener.onEngine({ kind: 'loading' });
    if (choice !== 'pglite') this.#answerWith(new MemoryEngine(choice === 'both'));
  }

  /** As clients are told it. */
  get version(): string {
    return this.#current?.version ?? '18.0';
  }

  /** Starts PGlite; false when it cannot be started. */
  async provide(assets: DatabaseAssets): Promise<boolean> {
    try {
      await this.#server.start(assets);
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  /** Lets what pg-mem can answer go before PGlite's start. */
  holdPostgres(isHeld: boolean): void {
    if (this.#choice === 'both') this.#server.hold(isHeld);
  }

  /** PGlite cannot be had. */
  fail(message: string): void {
    this.#server.fail(message);
    this.#fail(new Error(message));
  }

  /** Runs a session's messages; what pg-mem refuses, on PGlite. Errors are in the answer. */
  async execute(session: Session, messages: readonly FrontendMessage[]): Promise<Answered> {
    const started = performance.now();
    try {
      return await this.#recovering(() => this.#answer(session, messages));
    } catch (error) {
      if (!(error instanceof DatabaseFailure)) throw error;
      const bytes = errorAnswer(error.error, session, messages);
      return { bytes, engine: this.#current?.name ?? 'pglite', milliseconds: performance.now() - started };
    }
  }

  /** Drops everything and runs schema and seed; throws a DatabaseFailure when they are wrong. */
  async reset(source: DatabaseSource): Promise<void> {
    this.#source = source;
    this.#sourceTime = Date.now();
    await this.rollback();
    // A large one would keep pg-mem busy for longer than PostgreSQL takes to start.
    const isForMemory = this.#choice === 'pg-mem' || !isLarge(source);
    if (this.#current instanceof MemoryEngine && isForMemory) {
      try {
        return await this.#fill(this.#current);
      } catch (error) {
        // What pg-mem cannot make, PGlite may; or it says what is wrong.
        if (this.#choice === 'pg-mem') throw error;
      }
    }
    try {
      await this.#recovering(async () => this.#fill(await this.#server.whenReady()));
    } catch (error) {
      // A program can break the catalogue so that nothing can be dropped: then a fresh one is filled.
      if (!(error instanceof EngineBroken)) throw error;
      await this.#fill(await this.#server.whenReady());
    } finally {
      // What pg-mem holds is of the database before.
      this.#isEmpty = false;
      this.#answerWith(await this.#server.whenReady());
    }
  }

  /** Opens a transaction again that was paused, at the time when it was opened first. */
  async begin(session: Session, { begin, time }: ReadingTransaction): Promise<void> {
    const letGo = stopClock(time);
    try {
      await this.execute(session, [{ kind: 'query', sql: begin }]);
    } finally {
      letGo();
    }
  }

  /** Whether the session's open transaction has changed nothing and locked nothing. */
  async hasOnlyRead(session: Session): Promise<boolean> {
    const answer = this.#recovering(async () => (await this.#current?.hasOnlyRead(session)) ?? true);
    // With the engine went the transaction.
    return answer.catch((error: unknown) => {
      ignoreCrash(error);
      return true;
    });
  }

  /** Whether sessions can be stepped through: only PostgreSQL keeps them apart. */
  async canStep(): Promise<boolean> {
    if (this.#choice === 'pg-mem') return false;
    await this.#recovering(() => this.becomePostgres());
    return true;
  }

  /** Undoes the open transaction, if any. */
  async rollback(): Promise<void> {
    await this.#recovering(async () => this.#current?.rollback()).catch(ignoreCrash);
  }

  /** Frees what a session prepared and set. */
  async forget(session: Session): Promise<void> {
    await this.#recovering(async () => this.#current?.forget(session)).catch(ignoreCrash);
  }

  /** Makes the backend of PGlite hear of these channels; pg-mem has none. */
  async listen(channels: readonly string[]): Promise<void> {
    if (channels.length === 0) return;
    await this.#recovering(async () => (await this.#server.whenReady()).listen(channels)).catch(ignoreCrash);
  }

  async tables(limit: number): Promise<TableData[]> {
    return this.#recovering(async () => (this.#current ?? (await this.becomePostgres())).tables(limit));
  }

  async table(name: string, page: TablePage): Promise<TableData | undefined> {
    return this.#recovering(async () => (this.#current ?? (await this.becomePostgres())).table(name, page));
  }

  async explain(sql: string, parameters: readonly (string | null)[]): Promise<PlanResult> {
    if (this.#choice === 'pg-mem') {
      return { kind: 'unavailable', reason: 'pg-mem has no query planner. Plans come from PGlite.' };
    }
    return this.#recovering(async () => (await this.becomePostgres()).explain(sql, parameters));
  }

  /** PGlite, in the state that pg-mem has reached. */
  async becomePostgres(): Promise<PostgresEngine> {
    const postgres = await this.#server.whenReady();
    if (this.#current === postgres) return postgres;
    try {
      if (this.#current || this.#isEmpty) await this.#fill(postgres);
      if (this.#current instanceof MemoryEngine) await postgres.replay(this.#current.journal);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
    this.#isEmpty = false;
    this.#answerWith(postgres);
    return postgres;
  }

  async #answer(session: Session, messages: readonly FrontendMessage[]): Promise<Answered> {
    const engine = this.#current;
    if (!engine) return measured(await this.becomePostgres(), session, messages);
    const answered = await measured(engine, session, messages);
    if (!answered.refusal || this.#choice !== 'both' || engine.name === 'pglite') return answered;
    const replayed = { reason: answered.refusal.message };
    return { ...(await measured(await this.becomePostgres(), session, messages)), replayed };
  }

  /** Makes the database from its source, at the time when that was asked for. */
  async #fill(engine: DatabaseEngine): Promise<void> {
    const letGo = stopClock(this.#sourceTime);
    try {
      await engine.reset(this.#source, (progress) => this.#listener.onLoading(progress));
    } finally {
      this.#listener.onLoading(undefined);
      letGo();
    }
  }

  /** After a crash of PGlite, starts it again. */
  async #recovering<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof EngineBroken) {
        this.#server.restart();
        this.#current = undefined;
        this.#isEmpty = true;
        this.#listener.onCrash();
        this.#listener.onEngine({ kind: 'loading' });
      }
      throw error;
    }
  }

  #answerWith(engine: DatabaseEngine): void {
    if (this.#current === engine) return;
    this.#current = engine;
    const milliseconds = performance.now() - this.#startedAt;
    this.#listener.onEngine({ kind: 'ready', engine: engine.name, version: engine.version, milliseconds });
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#listener.onEngine({ kind: 'failed', message });
  }
}

async function measured(engine: DatabaseEngine, session: Session, messages: readonly FrontendMessage[]) {
  const started = performance.now();
  const answer = await engine.execute(session, messages);
  const milliseconds = performance.now() - started;
  if (answer.kind === 'answered') {
    const { bytes, differences = [] } = answer;
    return { bytes, differences, engine: engine.name, milliseconds };
  }
  const bytes = errorAnswer(answer.error, session, messages);
  return { bytes, engine: engine.name, milliseconds, refusal: answer.error };
}

/** An error as the backend would give it: a transaction that is open has failed with it. */
function errorAnswer(
  error: DatabaseError,
  session: Session,
  messages: readonly FrontendMessage[],
): Uint8Array {
  const writer = new ByteWriter();
  writeError(writer, error);
  const last = messages.at(-1)?.kind;
  if (last === 'sync' || last === 'query') writeReadyForQuery(writer, session.status === 'I' ? 'I' : 'E');
  return writer.finish();
}

/** What was to be undone or freed is gone with the engine. */
function ignoreCrash(error: unknown): void {
  if (!(error instanceof EngineBroken)) throw error;
}

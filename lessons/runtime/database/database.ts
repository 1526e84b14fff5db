import type {
  DatabaseError,
  DatabaseSource,
  EngineChoice,
  EngineState,
  PlanResult,
  RowSet,
  StatementRecord,
  TableData,
} from '../playground.ts';
import { stopClock } from './clock.ts';
import type { ConnectionHost } from './connection.ts';
import { DatabaseFailure } from './database-failure.ts';
import type { DatabaseEngine } from './engine.ts';
import { MemoryEngine } from './memory/memory-engine.ts';
import type { DatabaseAssets } from './messages.ts';
import { PostgresEngine } from './postgres/postgres-engine.ts';
import { Session } from './session.ts';
import { StatementLog, type Answered } from './statement-log.ts';
import { LOCK_NOT_AVAILABLE, Turns } from './turns.ts';
import { writeError, writeReadyForQuery } from './wire/backend.ts';
import { ByteWriter } from './wire/bytes.ts';
import type { FrontendMessage } from './wire/frontend.ts';
import { statementMessages, statementResult } from './wire/statement.ts';

/** Whom the database tells what happens. */
export interface DatabaseListener {
  onStatement(record: StatementRecord): void;
  onEngine(state: EngineState): void;
  onWaiting(isWaiting: boolean): void;
}

/**
 * The database of a playground. With both engines, pg-mem answers until PGlite is ready or needed; then
 * PGlite is brought to the same state and answers all that follows.
 */
export class Database implements ConnectionHost {
  readonly turns = new Turns();
  readonly #choice: EngineChoice;
  readonly #listener: DatabaseListener;
  readonly #log: StatementLog;
  readonly #startedAt = performance.now();
  readonly #sessions = new Set<Session>();
  readonly #postgres: Promise<PostgresEngine>;
  #resolvePostgres: (postgres: PostgresEngine | Promise<never>) => void = () => undefined;
  /** The one that answers; undefined while PGlite alone is chosen and loads. */
  #engine: DatabaseEngine | undefined;
  #source: DatabaseSource = { schema: '', seed: '' };
  #sourceTime = Date.now();
  #waiting = 0;

  constructor(choice: EngineChoice, listener: DatabaseListener) {
    this.#choice = choice;
    this.#listener = listener;
    this.#log = new StatementLog((record) => listener.onStatement(record));
    this.#postgres = new Promise((resolve) => (this.#resolvePostgres = resolve));
    // Whoever needs PGlite hears of its failure; it is no error that nobody does.
    this.#postgres.catch(() => undefined);
    listener.onEngine({ kind: 'loading' });
    if (choice !== 'pglite') this.#answerWith(new MemoryEngine(choice === 'both'));
  }

  /** Starts PGlite. It takes over as soon as no transaction is open. */
  async provide(assets: DatabaseAssets): Promise<void> {
    try {
      this.#resolvePostgres(await PostgresEngine.start(assets));
    } catch (error) {
      return this.fail(messageOf(error));
    }
    await this.#takeOverWhenIdle();
  }

  /** PGlite cannot be had. */
  fail(message: string): void {
    const failure = new DatabaseFailure({ code: '57P03', message: `PGlite could not be loaded: ${message}` });
    this.#resolvePostgres(Promise.reject(failure));
    this.#listener.onEngine({ kind: 'failed', message });
  }

  serverVersion(): string {
    return this.#engine?.version ?? '18.0';
  }

  async execute(session: Session, messages: readonly FrontendMessage[]): Promise<Uint8Array> {
    this.#sessions.add(session);
    const executed = await this.#execute(session, messages);
    this.#log.record(session, messages, executed);
    return executed.bytes;
  }

  async end(session: Session): Promise<void> {
    if (!this.#sessions.delete(session)) return;
    // A session in a transaction has the turn already.
    if (session.status !== 'I') await this.turns.take(session);
    if (session.status !== 'I') await this.#engine?.rollback();
    session.status = 'I';
    await this.#engine?.forget(session);
    this.turns.yield(session, false);
  }

  /** Drops everything, whoever is in a transaction, and runs schema and seed. */
  async reset(source: DatabaseSource): Promise<void> {
    const own = new Session();
    await this.turns.seize(own);
    try {
      this.#source = source;
      this.#sourceTime = Date.now();
      for (const session of this.#sessions) session.status = 'I';
      await this.#reset();
    } finally {
      this.turns.yield(own, false);
    }
  }

  /** Runs one statement of the playground's owner. */
  async query(sql: string, parameters: readonly (string | null)[]): Promise<RowSet> {
    return this.#alone(async (session) => {
      const { bytes } = await this.#execute(session, statementMessages(sql, parameters));
      const { fields, rows } = statementResult(bytes);
      return { columns: fields.map(({ name }) => name), rows, total: rows.length };
    });
  }

  async tables(limit: number): Promise<readonly TableData[]> {
    return this.#alone(async () => (this.#engine ?? (await this.#becomePostgres())).tables(limit));
  }

  async explain(sql: string, parameters: readonly (string | null)[]): Promise<PlanResult> {
    if (this.#choice === 'pg-mem') {
      return { kind: 'unavailable', reason: 'pg-mem has no query planner. Plans come from PGlite.' };
    }
    return this.#alone(async () => {
      const postgres = await this.#becomePostgres();
      return postgres.explain(sql, parameters);
    });
  }

  /** Runs messages on the engine that answers; what pg-mem refuses, on PGlite. */
  async #execute(session: Session, messages: readonly FrontendMessage[]): Promise<Answered> {
    let replayed: { reason: string } | undefined;
    const engine = this.#engine;
    if (engine) {
      const answered = await measured(engine, session, messages);
      const canReplay = this.#choice === 'both' && engine.name === 'pg-mem';
      if (!answered.refusal || !canReplay) return answered;
      replayed = { reason: answered.refusal.message };
    }
    try {
      const postgres = await this.#becomePostgres();
      return { ...(await measured(postgres, session, messages)), ...(replayed ? { replayed } : {}) };
    } catch (error) {
      if (!(error instanceof DatabaseFailure)) throw error;
      const bytes = errorAnswer(error.error, session, messages);
      return { bytes, engine: engine?.name ?? 'pglite', milliseconds: 0 };
    }
  }

  async #reset(): Promise<void> {
    await this.#engine?.rollback();
    if (this.#engine?.name === 'pg-mem') {
      try {
        return await this.#fill(this.#engine);
      } catch (error) {
        // What pg-mem cannot make, PGlite may; or it says what is wrong.
        if (this.#choice === 'pg-mem') throw error;
      }
    }
    const postgres = await this.#whenPostgres();
    try {
      await this.#fill(postgres);
    } finally {
      // What pg-mem holds is of the database before.
      if (this.#engine !== postgres) this.#answerWith(postgres);
    }
  }

  /** Makes the database from its source, at the time when that was asked for. */
  async #fill(engine: DatabaseEngine): Promise<void> {
    const letGo = stopClock(this.#sourceTime);
    try {
      await engine.reset(this.#source);
    } finally {
      letGo();
    }
  }

  /** Runs something between the program's transactions, in a session of its own. */
  async #alone<Result>(run: (session: Session) => Promise<Result>): Promise<Result> {
    const own = new Session();
    await this.turns.take(own);
    try {
      return await run(own);
    } finally {
      this.turns.yield(own, false);
    }
  }

  /** Waits for PGlite, and tells that the program does. */
  async #whenPostgres(): Promise<PostgresEngine> {
    if (this.#engine?.name === 'pglite') return this.#postgres;
    if (this.#waiting++ === 0) this.#listener.onWaiting(true);
    try {
      return await this.#postgres;
    } finally {
      if (--this.#waiting === 0) this.#listener.onWaiting(false);
    }
  }

  /** PGlite in the state that pg-mem has reached. Only the session whose turn it is may call this. */
  async #becomePostgres(): Promise<PostgresEngine> {
    const postgres = await this.#whenPostgres();
    if (this.#engine instanceof MemoryEngine) {
      try {
        await this.#fill(postgres);
        await postgres.replay(this.#engine.journal);
      } catch (error) {
        this.#listener.onEngine({ kind: 'failed', message: messageOf(error) });
        throw error;
      }
    }
    if (this.#engine !== postgres) this.#answerWith(postgres);
    return postgres;
  }

  async #takeOverWhenIdle(): Promise<void> {
    for (;;) {
      try {
        await this.#alone(() => this.#becomePostgres());
        return;
      } catch (error) {
        // Else the listener has heard why.
        if (!(error instanceof DatabaseFailure) || error.error.code !== LOCK_NOT_AVAILABLE) return;
      }
    }
  }

  #answerWith(engine: DatabaseEngine): void {
    this.#engine = engine;
    const milliseconds = performance.now() - this.#startedAt;
    this.#listener.onEngine({ kind: 'ready', engine: engine.name, version: engine.version, milliseconds });
  }
}

async function measured(engine: DatabaseEngine, session: Session, messages: readonly FrontendMessage[]) {
  const started = performance.now();
  const answer = await engine.execute(session, messages);
  const milliseconds = performance.now() - started;
  if (answer.kind === 'answered') return { bytes: answer.bytes, engine: engine.name, milliseconds };
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

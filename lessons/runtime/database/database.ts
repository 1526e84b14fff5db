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
import { stopClock } from './clock.ts';
import type { ConnectionHost } from './connection.ts';
import { DatabaseFailure } from './database-failure.ts';
import { Engines } from './engines.ts';
import type { DatabaseAssets } from './messages.ts';
import { Notifications } from './notifications.ts';
import { Race } from './race.ts';
import { Session } from './session.ts';
import { Stepping } from './stepping/stepping.ts';
import { opensTransaction } from './reading.ts';
import { StatementLog, type Answered } from './statement-log.ts';
import { LOCK_NOT_AVAILABLE, Turns } from './turns.ts';
import { summaryOf } from './wire/backend.ts';
import type { FrontendMessage } from './wire/frontend.ts';
import { lastRows, statementMessages, statementResult } from './wire/statement.ts';

/** Whom the database tells what happens. */
export interface DatabaseListener {
  onStatement(record: StatementRecord): void;
  onEngine(state: EngineState): void;
  /** How far a database is that takes long to be made; undefined at its end. */
  onLoading(progress: LoadProgress | undefined): void;
  onWaiting(isWaiting: boolean): void;
}

/** The database of a playground: what a program's sessions and the playground itself ask of its engines. */
export class Database implements ConnectionHost {
  readonly turns = new Turns((session) => this.#pause(session));
  readonly race = new Race(this.turns);
  readonly #engines: Engines;
  readonly #log: StatementLog;
  readonly #stepping: Stepping;
  readonly #notifications = new Notifications();
  readonly #sessions = new Set<Session>();

  constructor(choice: EngineChoice, listener: DatabaseListener) {
    this.#log = new StatementLog((record) => listener.onStatement(record));
    this.#engines = new Engines(choice, {
      onEngine: (state) => listener.onEngine(state),
      onLoading: (progress) => listener.onLoading(progress),
      onWaiting: (isWaiting) => listener.onWaiting(isWaiting),
      onCrash: () => this.#endTransactions(),
    });
    this.#stepping = new Stepping(this.turns, this.#engines, this.#log);
  }

  /** Starts PGlite. It takes over as soon as no transaction is open. */
  async provide(assets: DatabaseAssets): Promise<void> {
    let isToTakeOver = await this.#engines.provide(assets);
    while (isToTakeOver) {
      try {
        await this.#alone(() => this.#engines.becomePostgres());
        return;
      } catch (error) {
        // Else the listener has heard why.
        isToTakeOver = error instanceof DatabaseFailure && error.error.code === LOCK_NOT_AVAILABLE;
      }
    }
  }

  /** Lets what pg-mem can answer go before PGlite's start. */
  holdPostgres(isHeld: boolean): void {
    this.#engines.holdPostgres(isHeld);
  }

  /** PGlite cannot be had. */
  fail(message: string): void {
    this.#engines.fail(message);
  }

  serverVersion(): string {
    return this.#engines.version;
  }

  async execute(session: Session, messages: readonly FrontendMessage[]): Promise<Uint8Array> {
    this.#sessions.add(session);
    const answered = await this.#executeInTime(session, messages);
    this.#log.record(session, messages, answered);
    if (this.#notifications.note(session, messages, answered.bytes)) await this.#listenAgain();
    return this.#notifications.deliver(answered.bytes);
  }

  /** A transaction that may have to be opened again is opened at a time that is known. */
  async #executeInTime(session: Session, messages: readonly FrontendMessage[]): Promise<Answered> {
    if (!opensTransaction(session, messages)) return this.#engines.execute(session, messages);
    session.openedAt = Date.now();
    const letGo = stopClock(session.openedAt);
    try {
      return await this.#engines.execute(session, messages);
    } finally {
      letGo();
    }
  }

  async resume(session: Session): Promise<void> {
    if (!session.reading?.isPaused) return;
    session.reading = { ...session.reading, isPaused: false };
    await this.#engines.begin(session, session.reading);
  }

  async end(session: Session): Promise<void> {
    if (!this.#sessions.delete(session)) return;
    this.#notifications.forget(session);
    try {
      // At once, when it has the turn because something of it is open.
      await this.turns.take(session);
    } catch {
      // Another session is in a transaction and does nothing: what this one prepared stays behind.
      return;
    }
    await this.#engines.rollback();
    await this.#engines.forget(session);
    this.turns.yield(session, false);
  }

  /** Drops everything, whoever is in a transaction, and runs schema and seed. */
  async reset(source: DatabaseSource): Promise<void> {
    const own = new Session();
    await this.turns.seize(own);
    try {
      this.#endTransactions();
      await this.#engines.reset(source);
      await this.#listenAgain();
    } finally {
      this.turns.yield(own, false);
    }
  }

  /** Runs one statement of the playground's owner. */
  async query(sql: string, parameters: readonly (string | null)[]): Promise<RowSet> {
    return this.#alone(async (session) => {
      const { bytes } = await this.#engines.execute(session, statementMessages(sql, parameters));
      const { fields, rows } = statementResult(bytes);
      if (summaryOf(bytes).status !== 'I') {
        await this.#engines.rollback();
        const message = 'A query beside the program cannot leave a transaction open.';
        throw new DatabaseFailure({ code: '25001', message });
      }
      return { columns: fields.map(({ name }) => name), rows, total: rows.length };
    });
  }

  /** Runs SQL that the playground's owner typed; what goes wrong is in the records. */
  async runTyped(sql: string, limit: number): Promise<TypedSql> {
    return this.#alone(async (session) => {
      const messages: FrontendMessage[] = [{ kind: 'query', sql }];
      const answered = await this.#engines.execute(session, messages);
      const statements = this.#log.recordsOf(session, messages, answered);
      // The next one has a session of its own: a transaction ends with the SQL that opened it.
      if (summaryOf(answered.bytes).status !== 'I') await this.#engines.rollback();
      const last = lastRows(answered.bytes);
      if (last === undefined) return { statements };
      const columns = last.fields.map(({ name }) => name);
      return { statements, rows: { columns, rows: last.rows.slice(0, limit), total: last.rows.length } };
    });
  }

  /** Executes the next statement of one of the reader's own sessions. */
  step(name: SessionName, sql: string, limit: number): Promise<Step> {
    return this.#stepping.step(name, sql, limit);
  }

  /** Rolls back what the reader's own sessions have left open. */
  endStepping(): Promise<void> {
    return this.#stepping.end();
  }

  async tables(limit: number): Promise<readonly TableData[]> {
    return this.#alone(() => this.#engines.tables(limit));
  }

  async table(name: string, page: TablePage): Promise<TableData | undefined> {
    return this.#alone(() => this.#engines.table(name, page));
  }

  async explain(sql: string, parameters: readonly (string | null)[]): Promise<PlanResult> {
    return this.#alone(() => this.#engines.explain(sql, parameters));
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

  #endTransactions(): void {
    this.#stepping.forgetAll();
    for (const session of this.#sessions) {
      session.status = 'I';
      session.reading = undefined;
    }
  }

  /** Ends a transaction that has only read, until its session goes on. */
  async #pause(session: Session): Promise<boolean> {
    if (session.reading?.hasRead && !(await this.#engines.hasOnlyRead(session))) session.reading = undefined;
    if (session.reading === undefined) return session.status === 'I';
    await this.#engines.rollback();
    if (session.reading !== undefined) session.reading = { ...session.reading, isPaused: true };
    return true;
  }

  /** Nobody but who said so stops to listen. */
  async #listenAgain(): Promise<void> {
    await this.#engines.listen(this.#notifications.channels);
  }
}

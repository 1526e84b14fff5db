import type { SessionName, Step, StepOutcome } from '../../playground.ts';
import { stopClock } from '../clock.ts';
import { DatabaseFailure } from '../database-failure.ts';
import type { Engines } from '../engines.ts';
import { isOnlyReading, isPausableBegin, noteReading } from '../reading.ts';
import { keywordsOf, splitStatements } from '../sql/statements.ts';
import type { Answered, StatementLog } from '../statement-log.ts';
import type { Turns } from '../turns.ts';
import { summaryOf, writeCommandComplete, writeError, writeReadyForQuery } from '../wire/backend.ts';
import { ByteWriter } from '../wire/bytes.ts';
import type { FrontendMessage } from '../wire/frontend.ts';
import { protocolMessages } from '../wire/message-stream.ts';
import { lastRows } from '../wire/statement.ts';
import { refusals } from './refusals.ts';
import { readSequences, restoreSequences } from './sequences.ts';
import { SteppedSession } from './stepped-session.ts';

const ENDS = /^(?:COMMIT|END|ROLLBACK|ABORT)(?: WORK| TRANSACTION)?(?: AND NO CHAIN)?$/;

/** Speaks of what belongs to a session, where underneath all are one: the answer would be another session's too. */
const OF_THE_BACKEND =
  /\b(?:PG_LOCKS|PG_STAT_\w+|PG_BACKEND_PID|PG_BLOCKING_PIDS|PG_(?:TRY_)?ADVISORY_(?:UN)?LOCK\w*|PG_NOTIFY|CURRVAL|LASTVAL|WITH HOLD)\b|\b(?:CREATE|INTO)(?: LOCAL| GLOBAL)? TEMP(?:ORARY)?\b|^(?:LISTEN|UNLISTEN|NOTIFY|PREPARE|EXECUTE|DEALLOCATE|DISCARD)\b/;
const isOfTheBackend = (words: string) => OF_THE_BACKEND.test(words);

/**
 * SQL sessions side by side, a statement at a time, in whatever order the reader likes, on the one connection
 * that PGlite has. What is shown is what PostgreSQL would show, or nothing is:
 *
 * - A READ COMMITTED transaction that has only read is ended and opened again between its statements: each of
 *   them sees what is committed by then, as it must.
 * - While a transaction that has written is open, others can read: it is rolled back, the read sees what is
 *   committed, and its statements are executed again. Nothing was committed meanwhile, so they find what they
 *   found; clock and sequences are put back, and every answer is compared. If one differs, the transaction is lost,
 *   and that is said.
 * - All else is refused: a second transaction that writes beside it would need its own snapshot and its own locks.
 */
export class Stepping {
  readonly #turns: Turns;
  readonly #engines: Engines;
  readonly #log: StatementLog;
  readonly #sessions = (['A', 'B', 'C'] as const).map((name) => new SteppedSession(name));

  constructor(turns: Turns, engines: Engines, log: StatementLog) {
    this.#turns = turns;
    this.#engines = engines;
    this.#log = log;
  }

  /** Executes a session's next statement, or says why not. */
  async step(name: SessionName, sql: string, limit: number): Promise<Step> {
    const stepped = this.#sessions.find((each) => each.name === name);
    if (!stepped) throw new DatabaseFailure({ code: '42704', message: `There is no session ${name}.` });
    const notes: string[] = [];
    const outcome = await this.#outcome(stepped, sql, limit, notes);
    return { outcome, notes, transactions: this.#sessions.map(({ transaction }) => transaction) };
  }

  /** All transactions are gone, with the engine that had them. */
  forgetAll(): void {
    for (const stepped of this.#sessions) {
      stepped.session.status = 'I';
      stepped.session.reading = undefined;
      stepped.forget();
    }
  }

  /** Rolls all sessions back. */
  async end(): Promise<void> {
    for (const stepped of this.#sessions) {
      if (stepped.isOpen) await this.#outcome(stepped, 'ROLLBACK', 0, []);
    }
  }

  async #outcome(stepped: SteppedSession, sql: string, limit: number, notes: string[]): Promise<StepOutcome> {
    const [statement, another] = splitStatements(sql);
    if (statement === undefined || another !== undefined) return refused(refusals.several);
    const messages: FrontendMessage[] = [{ kind: 'query', sql: statement.sql }];
    if (isOfTheBackend(keywordsOf(statement.sql))) return refused(refusals.ofTheBackend);
    if (stepped.hasFailedAside)
      return this.#ran(stepped, messages, endOfFailed(stepped, statement.sql), limit);
    const binding = this.#sessions.find((each) => each !== stepped && each.isBinding);
    try {
      // The one that is open has the turn already.
      await this.#turns.take((binding ?? stepped).session);
    } catch (error) {
      if (error instanceof DatabaseFailure) return refused(error.error.message);
      throw error;
    }
    try {
      if (!(await this.#engines.canStep())) return refused(refusals.noPostgres);
      if (!binding) return this.#ran(stepped, messages, await this.#execute(stepped, messages), limit);
      return await this.#aside(binding, stepped, messages, statement.sql, limit, notes);
    } finally {
      const holder = (binding ?? stepped).session;
      this.#turns.yield(holder, holder.status !== 'I');
    }
  }

  /** Executes what is sent, in the session's own transaction, and notes what has become of that. */
  async #execute(stepped: SteppedSession, messages: readonly FrontendMessage[]): Promise<Answered> {
    const { session } = stepped;
    if (session.reading?.isPaused) {
      session.reading = { ...session.reading, isPaused: false };
      await this.#engines.begin(session, session.reading);
    }
    const before = session.status;
    const time = Date.now();
    if (before === 'I') session.openedAt = time;
    const sequences = before === 'E' ? [] : await readSequences((sent) => this.#send(stepped, sent));
    const answered = await this.#at(time, () => this.#engines.execute(session, messages));
    const { status } = summaryOf(answered.bytes);
    session.status = status ?? before;
    noteReading(session, messages, before, status !== undefined);
    if (session.reading?.hasRead && !(await this.#engines.hasOnlyRead(session))) session.reading = undefined;
    if (session.status === 'I') stepped.forget();
    else stepped.executed.push({ messages, time, sequences, answer: answered.bytes });
    return answered;
  }

  /** Executes a read of one session while another's transaction, which has written, is set aside. */
  async #aside(
    binding: SteppedSession,
    stepped: SteppedSession,
    messages: readonly FrontendMessage[],
    sql: string,
    limit: number,
    notes: string[],
  ): Promise<StepOutcome> {
    const words = keywordsOf(sql);
    const { session } = stepped;
    const isAllowed =
      isOnlyReading(sql) || ENDS.test(words) || (session.status === 'I' && isPausableBegin(sql));
    if (!isAllowed) return refused(refusals.binding(binding));
    if (await this.#holdsTable(binding)) return refused(refusals.exclusive(binding));
    await this.#engines.rollback();
    try {
      return await this.#read(binding, stepped, messages, sql, limit);
    } finally {
      if (session.reading) session.reading = { ...session.reading, isPaused: true };
      await this.#engines.rollback();
      if (!(await this.#putBack(binding))) {
        await this.#engines.rollback();
        binding.session.status = 'I';
        binding.forget();
        notes.push(refusals.lost(binding));
      }
    }
  }

  async #read(
    binding: SteppedSession,
    stepped: SteppedSession,
    messages: readonly FrontendMessage[],
    sql: string,
    limit: number,
  ): Promise<StepOutcome> {
    const { session } = stepped;
    const isAlone = session.status === 'I' && isOnlyReading(sql);
    // What writes after all must not get through: what is set aside could not be put back.
    if (isAlone) await this.#send(stepped, [{ kind: 'query', sql: 'BEGIN READ ONLY' }]);
    else if (session.reading?.isPaused && isOnlyReading(sql)) {
      session.reading = { ...session.reading, isPaused: false };
      await this.#engines.begin(session, session.reading);
      await this.#send(stepped, [{ kind: 'query', sql: 'SET TRANSACTION READ ONLY' }]);
    }
    const answered = isAlone
      ? await this.#at(Date.now(), () => this.#engines.execute(session, messages))
      : await this.#execute(stepped, messages);
    if (isAlone) await this.#engines.rollback();
    const outcome = this.#ran(stepped, messages, answered, limit);
    const code = outcome.kind === 'ran' ? outcome.statement.error?.code : undefined;
    if (!isAlone && session.status === 'E') {
      session.status = 'I';
      session.reading = undefined;
      stepped.forget();
      stepped.hasFailedAside = true;
    }
    return code === '25006' ? refused(refusals.writesAside(binding)) : outcome;
  }

  /** Executes the statements of a transaction again; false when they did not give the same. */
  async #putBack(binding: SteppedSession): Promise<boolean> {
    const run = (sent: readonly FrontendMessage[]) => this.#send(binding, sent);
    const reached = await readSequences(run);
    for (const { messages, time, sequences, answer } of binding.executed) {
      if (sequences.length > 0) await restoreSequences(run, sequences);
      const again = await this.#at(time, () => this.#engines.execute(binding.session, messages));
      if (!isSameAnswer(answer, again.bytes)) return false;
    }
    // No query can be asked within a transaction that has failed; its sequences stand where they stood.
    if (binding.session.status !== 'E') await restoreSequences(run, reached);
    return true;
  }

  /** Whether readers of a table would have to wait for this transaction. */
  async #holdsTable(binding: SteppedSession): Promise<boolean> {
    if (binding.session.status === 'E') return false;
    const sql = `SELECT FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND locktype = 'relation' AND relation >= 16384`;
    return (lastRows(await this.#send(binding, [{ kind: 'query', sql }]))?.rows.length ?? 0) > 0;
  }

  async #send({ session }: SteppedSession, messages: readonly FrontendMessage[]): Promise<Uint8Array> {
    return (await this.#engines.execute(session, messages)).bytes;
  }

  async #at<Result>(time: number, run: () => Promise<Result>): Promise<Result> {
    const letGo = stopClock(time);
    try {
      return await run();
    } finally {
      letGo();
    }
  }

  #ran(
    { session }: SteppedSession,
    messages: readonly FrontendMessage[],
    answered: Answered,
    limit: number,
  ): StepOutcome {
    const [statement] = this.#log.recordsOf(session, messages, answered);
    if (!statement) return refused(refusals.several);
    const last = statement.error ? undefined : lastRows(answered.bytes);
    if (!last) return { kind: 'ran', statement };
    const columns = last.fields.map(({ name }) => name);
    return {
      kind: 'ran',
      statement,
      rows: { columns, rows: last.rows.slice(0, limit), total: last.rows.length },
    };
  }
}

function refused(reason: string): StepOutcome {
  return { kind: 'refused', reason };
}

/** What PostgreSQL answers within a transaction that has failed. */
function endOfFailed(stepped: SteppedSession, sql: string): Answered {
  const writer = new ByteWriter();
  if (ENDS.test(keywordsOf(sql))) {
    stepped.forget();
    writeCommandComplete(writer, 'ROLLBACK');
    writeReadyForQuery(writer, 'I');
  } else {
    writeError(writer, {
      code: '25P02',
      message: 'current transaction is aborted, commands ignored until end of transaction block',
    });
    writeReadyForQuery(writer, 'E');
  }
  return { bytes: writer.finish(), engine: 'pglite', milliseconds: 0 };
}

/** Whether two answers say the same: rows, tags, errors and the state that they leave. */
function isSameAnswer(one: Uint8Array, other: Uint8Array): boolean {
  const [first, second] = [one, other].map((answer) =>
    [...protocolMessages(answer)].filter(({ type }) => 'TDCEZI'.includes(type)),
  );
  return (
    first?.length === second?.length &&
    (first ?? []).every(({ type, body }, index) => {
      const again = second?.[index];
      return type === again?.type && isSameBytes(body, again.body);
    })
  );
}

function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

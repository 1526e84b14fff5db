import { newDb } from 'pg-mem';
import type { DatabaseError, DatabaseSource, TableData, TablePage } from '../../playground.ts';
import { DatabaseFailure } from '../database-failure.ts';
import type { DatabaseEngine, EngineAnswer, JournalEntry } from '../engine.ts';
import { isWriting } from '../reading.ts';
import { messagesOf, type Session } from '../session.ts';
import { parameterCount, splitStatements } from '../sql/statements.ts';
import {
  writeCommandComplete,
  writeDataRow,
  writeReadyForQuery,
  writeRowDescription,
} from '../wire/backend.ts';
import { ByteWriter } from '../wire/bytes.ts';
import { isBinary, parameterText, type Bind, type FrontendMessage } from '../wire/frontend.ts';
import { Doubt } from './doubt.ts';
import { MemoryDatabase, type Outcome } from './memory-database.ts';

interface MemoryAnswer {
  readonly bytes: Uint8Array;
  readonly differences: readonly (readonly string[])[];
}

/**
 * pg-mem behind the wire protocol. `isFaithful` makes it refuse all that it might answer otherwise than
 * PostgreSQL: so it is when PGlite stands behind it.
 */
export class MemoryEngine implements DatabaseEngine {
  readonly name = 'pg-mem';
  readonly version = '18.0 (pg-mem)';
  readonly #isFaithful: boolean;
  #database: MemoryDatabase;

  constructor(isFaithful: boolean) {
    this.#isFaithful = isFaithful;
    this.#database = new MemoryDatabase(newDb(), isFaithful);
  }

  /** What has changed the rows since the last reset, an open transaction included. */
  get journal(): readonly JournalEntry[] {
    return this.#database.journal;
  }

  async execute(session: Session, messages: readonly FrontendMessage[]): Promise<EngineAnswer> {
    const restore = this.#database.transactions.remember();
    try {
      return { kind: 'answered', ...this.#answer(session, messages) };
    } catch (error) {
      // A change of the schema stays, as far as it went; one that ROLLBACK left, stays after it.
      try {
        restore();
      } catch (unrestored) {
        if (!(unrestored instanceof DatabaseFailure)) throw unrestored;
      }
      return { kind: 'refused', error: errorOf(error) };
    }
  }

  async hasOnlyRead(): Promise<boolean> {
    // Its functions change nothing.
    return true;
  }

  async rollback(): Promise<void> {
    try {
      this.#database.transactions.rollback();
    } catch (error) {
      // What it did to the schema stays: nobody is there any more to be told.
      if (!(error instanceof DatabaseFailure)) throw error;
    }
  }

  async forget(): Promise<void> {
    // Statements are kept by their sessions.
  }

  async reset(source: DatabaseSource): Promise<void> {
    const database = new MemoryDatabase(newDb(), this.#isFaithful);
    try {
      database.define(source.schema);
      database.fill(source.seed);
    } catch (error) {
      throw new DatabaseFailure(errorOf(error));
    }
    this.#database = database;
  }

  async table(name: string, { offset, limit, sort }: TablePage): Promise<TableData | undefined> {
    const table = this.#database.tables(Number.MAX_SAFE_INTEGER).find((each) => each.name === name);
    const at = table?.columns.indexOf(sort?.column ?? '') ?? -1;
    const rows =
      !table || !sort || at === -1
        ? table?.rows
        : table.rows.toSorted((a, b) => byValue(a[at], b[at], sort.isDescending));
    return table && { ...table, rows: rows?.slice(offset, offset + limit) ?? [] };
  }

  async tables(limit: number): Promise<TableData[]> {
    return this.#database.tables(limit);
  }

  #answer(session: Session, messages: readonly FrontendMessage[]): MemoryAnswer {
    const writer = new ByteWriter();
    const differences: (readonly string[])[] = [];
    /** Portals that were described are executed already, because only the rows tell what they are. */
    const outcomes = new Map<string, Outcome | undefined>();
    const isExecuted = (name: string): boolean =>
      messages.some((message) => message.kind === 'execute' && message.portal === name);
    for (const message of messages) {
      switch (message.kind) {
        case 'query':
          differences.push(...this.#query(session, message.sql, writer));
          break;
        case 'parse':
          session.prepare(message);
          writer.message('1');
          break;
        case 'bind':
          bind(session, message);
          writer.message('2');
          break;
        case 'describe':
          if (message.target === 'statement' || !isExecuted(message.name)) {
            throw new Doubt('pg-mem cannot tell what a statement will give before it runs');
          }
          outcomes.set(message.name, this.#execute(session, message.name));
          describe(outcomes.get(message.name), writer);
          break;
        case 'execute': {
          if (message.maximumRows > 0) throw new Doubt('pg-mem has no cursors');
          const { portal } = message;
          const outcome = outcomes.has(portal) ? outcomes.get(portal) : this.#execute(session, portal);
          if (outcome) differences.push(outcome.differences);
          complete(outcome, writer);
          break;
        }
        case 'close':
          if (message.target === 'statement') session.statements.delete(message.name);
          else session.portals.delete(message.name);
          writer.message('3');
          break;
        case 'sync':
          this.#ready(writer);
          break;
        case 'flush':
        case 'terminate':
          break;
      }
    }
    return { bytes: writer.finish(), differences };
  }

  #query(session: Session, sql: string, writer: ByteWriter): (readonly string[])[] {
    const statements = splitStatements(sql);
    const isOneOfSeveral = statements.length > 1 && statements.some((each) => isWriting(each.sql));
    const differences = statements.map((statement) => {
      const messages: FrontendMessage[] = [{ kind: 'query', sql: statement.sql }];
      const hasFailed = session.status === 'E';
      const outcome = this.#database.run(statement.sql, [], { messages, hasFailed, isOneOfSeveral });
      if (outcome.fields.length > 0) describe(outcome, writer);
      complete(outcome, writer);
      return outcome.differences;
    });
    if (statements.length === 0) complete(undefined, writer);
    this.#ready(writer);
    return differences;
  }

  #execute(session: Session, name: string): Outcome | undefined {
    const portal = session.portals.get(name);
    if (!portal) {
      throw new DatabaseFailure({ code: '34000', message: `portal "${name}" does not exist` });
    }
    const { statement, bind: bound } = portal;
    const [first, ...others] = splitStatements(statement.parse.sql);
    if (!first) return undefined;
    if (others.length > 0) {
      const message = 'cannot insert multiple commands into a prepared statement';
      throw new DatabaseFailure({ code: '42601', message });
    }
    const parameters = bound.values.map((_, index) => parameterText(bound, index));
    checkParameters(first.sql, statement.parse.statement, parameters);
    return this.#database.run(first.sql, parameters, {
      messages: messagesOf(portal),
      hasFailed: session.status === 'E',
      isOneOfSeveral: false,
    });
  }

  #ready(writer: ByteWriter): void {
    writeReadyForQuery(writer, this.#database.transactions.isOpen ? 'T' : 'I');
  }
}

function bind(session: Session, message: Bind): void {
  const statement = session.statements.get(message.statement);
  if (!statement) {
    const text = `prepared statement "${message.statement}" does not exist`;
    throw new DatabaseFailure({ code: '26000', message: text });
  }
  if (message.resultFormats.some((_, index) => isBinary(message.resultFormats, index))) {
    throw new Doubt('pg-mem gives no binary values');
  }
  if (message.values.some((value, index) => value !== null && isBinary(message.formats, index))) {
    throw new Doubt('pg-mem takes no binary values');
  }
  session.portals.set(message.portal, { statement, bind: message });
}

/** What PostgreSQL finds wrong with parameters before it looks at their types. */
function checkParameters(sql: string, name: string, parameters: readonly (string | null)[]): void {
  const wanted = parameterCount(sql);
  if (wanted !== parameters.length) {
    const message = `bind message supplies ${parameters.length} parameters, but prepared statement "${name}" requires ${wanted}`;
    throw new DatabaseFailure({ code: '08P01', message });
  }
  if (parameters.some((parameter) => parameter?.includes('\0'))) {
    throw new DatabaseFailure({ code: '22021', message: 'invalid byte sequence for encoding "UTF8": 0x00' });
  }
}

function describe(outcome: Outcome | undefined, writer: ByteWriter): void {
  if (outcome && outcome.fields.length > 0) writeRowDescription(writer, outcome.fields);
  else writer.message('n');
}

function complete(outcome: Outcome | undefined, writer: ByteWriter): void {
  if (!outcome) {
    writer.message('I');
    return;
  }
  for (const row of outcome.rows) writeDataRow(writer, row);
  writeCommandComplete(writer, outcome.tag);
}

/** SQLSTATE of what pg-mem says without one: programs branch on these. */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/failed to parse|^syntax error|unexpected end of input/i, '42601'],
  [/relation "[^"]*" does not exist/, '42P01'],
  [/column "[^"]*" does not exist/, '42703'],
  [/is ambiguous/, '42702'],
  [/function .* does not exist/, '42883'],
  [/violates foreign key constraint/, '23503'],
  [/violates not-null constraint/, '23502'],
  [/check constraint .* is violated/, '23514'],
  [/value too long for type/, '22001'],
  [/invalid input syntax for/, '22P02'],
];

function errorOf(error: unknown): DatabaseError {
  if (error instanceof DatabaseFailure) return error.error;
  if (error instanceof Doubt) return { code: '0A000', message: error.message };
  const data: unknown =
    typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  const field = (name: string): string | undefined => {
    const value: unknown =
      typeof data === 'object' && data !== null && name in data ? data[name as never] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  // What follows the first paragraph is about pg-mem and its authors.
  const message = field('error') ?? (error instanceof Error ? error.message : String(error));
  const detail = field('details');
  return {
    code: field('code') ?? CODES.find(([words]) => words.test(message))?.[1] ?? 'XX000',
    message: `pg-mem: ${
      message
        .split('\n\n', 1)[0]
        ?.replaceAll(/[^\x20-\x7e]+/g, ' ')
        .trim() ?? ''
    }`,
    ...(detail === undefined ? {} : { detail }),
  };
}

/** Numbers by their size, other texts by theirs; NULL comes last either way. */
function byValue(a: string | null | undefined, b: string | null | undefined, isDescending: boolean): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  const [one, other] = [Number(a), Number(b)];
  const order = Number.isNaN(one) || Number.isNaN(other) ? (a < b ? -1 : 1) : one - other;
  return isDescending ? -order : order;
}

import type { IMemoryDb, QueryResult } from 'pg-mem';
import { parse, type Statement } from 'pgsql-ast-parser';
import type { TableData } from '../../playground.ts';
import { stopClock } from '../clock.ts';
import { DatabaseFailure } from '../database-failure.ts';
import type { JournalEntry } from '../engine.ts';
import { firstWord, keywordsOf, splitStatements } from '../sql/statements.ts';
import type { Field } from '../wire/backend.ts';
import type { FrontendMessage } from '../wire/frontend.ts';
import { Catalogue, type Definition } from './catalogue.ts';
import { valueText } from './column-types.ts';
import { DeclaredTypes } from './declared-types.ts';
import { differencesMet, TRANSACTION_DIFFERENCES } from './differences.ts';
import { Doubt } from './doubt.ts';
import { faithfulStatement } from './faithful.ts';
import { registerFunctions } from './functions.ts';
import { looseFields, looseStatement } from './loose.ts';
import { Transactions } from './transactions.ts';

/** What a statement gave. */
export interface Outcome {
  readonly tag: string;
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** How PostgreSQL would have answered otherwise, as far as we know. */
  readonly differences: readonly string[];
}

/** How a statement came. */
export interface Circumstances {
  /** The messages that would run it again. */
  readonly messages: readonly FrontendMessage[];
  /** Within a transaction that has failed. */
  readonly hasFailed: boolean;
  /** In one text with others. */
  readonly isOneOfSeveral: boolean;
}

const SEED: Circumstances = { messages: [], hasFailed: false, isOneOfSeveral: false };

/** pg-mem parses slowly, and PGlite cannot start meanwhile. */
const LONGEST_SOURCE = 20_000;
const MOST_PARSED = 200;
const TEXT = 25;

/** A database of pg-mem from one reset to the next. */
export class MemoryDatabase {
  readonly journal: JournalEntry[] = [];
  readonly transactions: Transactions;
  readonly #database: IMemoryDb;
  readonly #isFaithful: boolean;
  readonly #catalogue = new Catalogue();
  readonly #declared = new DeclaredTypes();
  readonly #parsed = new Map<string, Statement>();
  /** Whether the open transaction has taken numbers of a sequence. */
  #hasInserted = false;
  #isSeeding = false;

  constructor(database: IMemoryDb, isFaithful: boolean) {
    this.#database = database;
    this.#isFaithful = isFaithful;
    registerFunctions(database);
    this.transactions = new Transactions(database, this.journal);
  }

  /** Makes the tables. */
  define(schema: string): void {
    this.#checkLength(schema);
    for (const { sql } of splitStatements(schema)) {
      const statement = this.#parse(sql);
      const definition = this.#define(statement);
      if (definition.kind === 'told') this.#database.public.query([definition.statement]);
    }
  }

  /** Inserts the first rows. */
  fill(seed: string): void {
    this.#checkLength(seed);
    this.#isSeeding = true;
    for (const { sql } of splitStatements(seed)) this.run(sql, [], SEED);
    this.#isSeeding = false;
    this.journal.length = 0;
  }

  /** Runs one statement. */
  run(sql: string, parameters: readonly (string | null)[], circumstances: Circumstances): Outcome {
    const { messages, hasFailed, isOneOfSeveral } = circumstances;
    const control = this.#control(sql, messages, hasFailed);
    if (control !== undefined) return { ...control, fields: [], rows: [] };
    if (hasFailed) {
      const message = 'current transaction is aborted, commands ignored until end of transaction block';
      throw new DatabaseFailure({ code: '25P02', message });
    }
    const time = this.transactions.time ?? Date.now();
    const letGo = stopClock(time);
    try {
      const parsed = this.#parse(sql);
      const { statement, fields } = this.#isFaithful
        ? faithfulStatement(parsed, parameters, this.#catalogue, { isSeed: this.#isSeeding })
        : { statement: looseStatement(parsed, parameters), fields: undefined };
      const result = this.#database.public.query([statement]);
      if (this.#isFaithful && statement.type !== 'select') this.journal.push({ messages, time });
      this.#hasInserted ||= statement.type === 'insert';
      if (fields !== undefined) return outcomeOf(statement, result, fields, []);
      this.#declared.note(parsed);
      const answered = { statement, result, declared: this.#declared, isOneOfSeveral };
      const told = looseFields(result.fields, result.rows as Record<string, unknown>[]);
      return outcomeOf(statement, result, told, this.#isSeeding ? [] : differencesMet(answered));
    } finally {
      letGo();
    }
  }

  tables(limit: number): TableData[] {
    return [...this.#database.public.listTables()]
      .map(({ name }) => this.#table(name, limit))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  #table(name: string, limit: number): TableData {
    const table = this.#database.public.getTable(name);
    const known = this.#catalogue.table(name);
    const columns = [...table.getColumns()].map((column) => ({
      name: column.name,
      type: known?.columns.get(column.name)?.type ?? { name: column.type.name, typeId: TEXT },
    }));
    const from: Statement = {
      type: 'select',
      columns: [{ expr: { type: 'ref', name: '*' } }],
      from: [{ type: 'table', name: { name } }],
      orderBy: (known?.primaryKey ?? []).map((key) => ({ by: { type: 'ref', name: key } })),
    };
    const rows = this.#database.public.query([from]).rows as unknown[];
    return {
      name,
      columns: columns.map((column) => column.name),
      types: columns.map(({ type }) => type.name),
      rows: rows
        .slice(0, limit)
        .map((row) => columns.map((column) => valueText(column.type.typeId, property(row, column.name)))),
      total: rows.length,
    };
  }

  #control(
    sql: string,
    messages: readonly FrontendMessage[],
    hasFailed: boolean,
  ): Pick<Outcome, 'tag' | 'differences'> | undefined {
    if (!/^(?:BEGIN|START|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE)$/.test(firstWord(sql)))
      return undefined;
    const time = Date.now();
    const wasOpen = this.transactions.isOpen;
    const tag = this.transactions.control(keywordsOf(sql), hasFailed);
    if (tag === undefined) throw new Doubt('pg-mem is not trusted with this form of transaction');
    if (wasOpen || this.transactions.isOpen) {
      if (tag !== 'ROLLBACK' || this.transactions.isOpen) this.journal.push({ messages, time });
    }
    return { tag, differences: this.#isFaithful ? [] : this.#transactionDifferences(tag, wasOpen) };
  }

  #transactionDifferences(tag: string, wasOpen: boolean): readonly string[] {
    const isOpen = this.transactions.isOpen;
    const hasInserted = this.#hasInserted;
    if (!wasOpen || !isOpen) this.#hasInserted = false;
    if (tag === 'ROLLBACK' && wasOpen && hasInserted) return [TRANSACTION_DIFFERENCES.sequence];
    const isOdd = tag === 'BEGIN' ? wasOpen : /^(?:COMMIT|ROLLBACK)$/.test(tag) && !wasOpen;
    return isOdd ? [TRANSACTION_DIFFERENCES.warning] : [];
  }

  /** Alone, pg-mem is told everything, and does with it what it can. */
  #define(statement: Statement): Definition {
    if (this.#isFaithful) return this.#catalogue.define(statement);
    this.#declared.note(statement);
    try {
      this.#catalogue.define(statement);
    } catch (error) {
      if (!(error instanceof Doubt)) throw error;
    }
    return { kind: 'told', statement };
  }

  #parse(sql: string): Statement {
    const known = this.#parsed.get(sql);
    if (known) return known;
    const [statement] = parse(sql);
    if (!statement) throw new Doubt('there is no statement');
    if (this.#parsed.size >= MOST_PARSED) this.#parsed.clear();
    this.#parsed.set(sql, statement);
    return statement;
  }

  #checkLength(source: string): void {
    if (this.#isFaithful && source.length > LONGEST_SOURCE) {
      throw new Doubt('pg-mem would take longer with this much SQL than PGlite takes to start');
    }
  }
}

function outcomeOf(
  statement: Statement,
  result: QueryResult,
  fields: readonly Field[],
  differences: readonly string[],
): Outcome {
  const count = statement.type === 'select' ? result.rows.length : result.rowCount;
  const command = statement.type.toUpperCase();
  return {
    tag: /^(?:SELECT|UPDATE|DELETE)$/.test(command)
      ? `${command} ${count}`
      : command === 'INSERT'
        ? `INSERT 0 ${count}`
        : command,
    fields,
    differences,
    rows:
      fields.length === 0
        ? []
        : result.rows.map((row: unknown) =>
            result.fields.map(({ name }, index) =>
              valueText(fields[index]?.typeId ?? TEXT, property(row, name)),
            ),
          ),
  };
}

function property(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[name] : undefined;
}

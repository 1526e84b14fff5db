import type {
  DatabaseError,
  DatabaseSource,
  LoadProgress,
  PlanResult,
  TableData,
  TablePage,
} from '../../playground.ts';
import { stopClock } from '../clock.ts';
import type { DatabaseEngine, EngineAnswer, JournalEntry } from '../engine.ts';
import { Session } from '../session.ts';
import { DatabaseFailure } from '../database-failure.ts';
import { isLarge } from '../large-source.ts';
import { chunksOf } from '../sql/chunks.ts';
import { keywordsOf, splitStatements } from '../sql/statements.ts';
import { summaryOf } from '../wire/backend.ts';
import type { FrontendMessage } from '../wire/frontend.ts';
import { statementMessages, statementResult, type StatementResult } from '../wire/statement.ts';
import { DifferencesMet } from './differences.ts';
import { EngineBroken } from './engine-broken.ts';
import { explain } from './explain.ts';
import { SharedBackend } from './shared-backend.ts';
import { startPGlite, type CompiledAssets } from './start-pglite.ts';

/** Characters of a statement that are told while it runs. */
const SQL_SHOWN = 400;

const COPY_REFUSED: DatabaseError = {
  code: '0A000',
  message: 'COPY FROM STDIN is not possible in this playground.',
  hint: 'Insert the rows, several in one INSERT.',
};

/** PostgreSQL in WebAssembly. */
export class PostgresEngine implements DatabaseEngine {
  readonly name = 'pglite';
  readonly version: string;
  readonly #backend: SharedBackend;
  /** For statements of the playground itself. */
  readonly #session: Session;

  readonly #differences = new DifferencesMet();
  /** Since the planner last looked at the tables. */
  #isChanged = true;

  private constructor(backend: SharedBackend, session: Session, version: string) {
    this.#backend = backend;
    this.#session = session;
    this.version = version;
  }

  /** Starts PGlite from what is handed in. */
  static async start(assets: CompiledAssets): Promise<PostgresEngine> {
    const backend = new SharedBackend(await startPGlite(assets));
    const session = new Session();
    const answer = await backend.send(session, statementMessages('SHOW server_version', []));
    return new PostgresEngine(backend, session, statementResult(answer).rows[0]?.[0] ?? 'unknown');
  }

  async execute(session: Session, messages: readonly FrontendMessage[]): Promise<EngineAnswer> {
    if (messages.some(isCopyFromClient)) return { kind: 'refused', error: COPY_REFUSED };
    this.#isChanged = true;
    const differences = this.#differences.of(session, messages);
    const bytes = await this.#backend.send(session, messages);
    return { kind: 'answered', bytes, differences: [differences] };
  }

  async hasOnlyRead(session: Session): Promise<boolean> {
    const sql = `SELECT pg_current_xact_id_if_assigned() IS NULL AND current_setting('transaction_isolation') = 'read committed'
      AND NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory')`;
    const { rows } = statementResult(await this.#backend.send(session, [{ kind: 'query', sql }]));
    return rows[0]?.[0] === 't';
  }

  async forget(session: Session): Promise<void> {
    await this.#backend.forget(session);
  }

  async rollback(): Promise<void> {
    await this.#backend.rollback();
  }

  /** Drops everything and runs schema and seed; throws a DatabaseFailure when they are wrong. */
  async reset(source: DatabaseSource, onProgress: (progress: LoadProgress) => void): Promise<void> {
    this.#isChanged = true;
    try {
      await this.#backend.rollback();
      await this.#backend.discardAll();
      for (const command of await this.#dropCommands()) await this.#script(command);
      await this.#script('CREATE SCHEMA public');
    } catch {
      // Only a catalogue that was tampered with cannot be emptied.
      throw new EngineBroken();
    }
    await this.#load('schema', source.schema, onProgress);
    await this.#load('seed', source.seed, onProgress);
  }

  /** Runs one of the texts as one transaction; an error says where in it. */
  async #load(
    text: LoadProgress['text'],
    sql: string,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<void> {
    const { chunks, statements } = chunksOf(sql);
    const takesLong = chunks.length > 1 || isLarge({ schema: '', seed: sql });
    if (chunks.length > 1) await this.#script('BEGIN');
    for (const chunk of chunks) {
      const progress = { text, statement: chunk.statement, of: statements };
      if (takesLong) onProgress({ ...progress, sql: chunk.sql.trimStart().slice(0, SQL_SHOWN) });
      const answer = await this.#backend.send(this.#session, [{ kind: 'query', sql: chunk.sql }]);
      try {
        statementResult(answer);
      } catch (failure) {
        if (!(failure instanceof DatabaseFailure)) throw failure;
        await this.#backend.rollback();
        const { error } = failure;
        // Without a position it is the statement after those that were done.
        const begin = splitStatements(chunk.sql)[summaryOf(answer).tags.length]?.offset ?? 0;
        const at = chunk.offset + (error.position === undefined ? begin : error.position - 1);
        throw new DatabaseFailure({ ...error, place: { text, ...placeAt(sql, at) } });
      }
    }
    if (chunks.length > 1) await this.#script('COMMIT');
  }

  /** Executes again what another engine has executed, in the same order and at the same time of day. */
  async replay(journal: readonly JournalEntry[]): Promise<void> {
    for (const { messages, time } of journal) {
      const letGo = stopClock(time);
      try {
        statementResult(await this.#backend.send(this.#session, messages));
      } finally {
        letGo();
      }
    }
  }

  /** Makes the backend hear of these channels. */
  async listen(channels: readonly string[]): Promise<void> {
    await this.#backend.listen(channels);
  }

  /** The plan of a statement, which is run only when it cannot write. */
  async explain(sql: string, parameters: readonly (string | null)[]): Promise<PlanResult> {
    // A server would have done so in the background; without it the planner knows nothing of the rows.
    if (this.#isChanged) await this.#script('VACUUM ANALYZE');
    this.#isChanged = false;
    return explain((text, values) => this.#run(text, values), sql, parameters);
  }

  async tables(limit: number): Promise<TableData[]> {
    const tables: TableData[] = [];
    for (const table of await this.#tableNames()) {
      tables.push(await this.#table(table, { offset: 0, limit }));
    }
    return tables;
  }

  async table(name: string, page: TablePage): Promise<TableData | undefined> {
    const table = (await this.#tableNames()).find((each) => each.name === name);
    return table && this.#table(table, page);
  }

  async #tableNames(): Promise<readonly TableName[]> {
    const { rows } = await this.#run(
      `SELECT c.relname, quote_ident(c.relname),
              array_to_string(array_agg(quote_ident(a.attname) ORDER BY array_position(i.indkey, a.attnum))
                FILTER (WHERE a.attnum = ANY (i.indkey)), ', ')
         FROM pg_class c
         LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
         LEFT JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        GROUP BY c.oid, c.relname ORDER BY c.relname`,
    );
    return rows.flatMap(([name, quoted, key]) =>
      name && quoted ? [{ name, quoted, key: key ?? 'ctid' }] : [],
    );
  }

  async #table({ name, quoted, key }: TableName, { offset, limit, sort }: TablePage): Promise<TableData> {
    const columns = await this.#run(
      `SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
        WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [`public.${quoted}`],
    );
    const isKnown = columns.rows.some(([column]) => column === sort?.column);
    const first =
      sort && isKnown ? `${quotedName(sort.column)} ${sort.isDescending ? 'DESC' : 'ASC'} NULLS LAST, ` : '';
    const { rows } = await this.#run(
      `SELECT * FROM public.${quoted} ORDER BY ${first}${key} LIMIT ${limit} OFFSET ${offset}`,
    );
    const count = await this.#run(`SELECT count(*) FROM public.${quoted}`);
    return {
      name,
      columns: columns.rows.map(([column]) => column ?? ''),
      types: columns.rows.map(([, type]) => type ?? ''),
      rows,
      total: Number(count.rows[0]?.[0] ?? 0),
    };
  }

  /** All that a program can have made in the database. */
  async #dropCommands(): Promise<string[]> {
    const { rows } = await this.#run(
      `SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
       UNION ALL
       SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
       UNION ALL
       SELECT format('DROP OWNED BY %I CASCADE; DROP ROLE %1$I', rolname) FROM pg_roles WHERE oid >= 16384`,
    );
    return rows.flatMap(([command]) => command ?? []);
  }

  /** Runs one statement of the playground itself. */
  async #run(sql: string, parameters: readonly (string | null)[] = []): Promise<StatementResult> {
    return statementResult(await this.#backend.send(this.#session, statementMessages(sql, parameters)));
  }

  /** Runs several statements, of which no rows are wanted. */
  async #script(sql: string): Promise<void> {
    statementResult(await this.#backend.send(this.#session, [{ kind: 'query', sql }]));
  }
}

interface TableName {
  readonly name: string;
  readonly quoted: string;
  /** What its rows are in the order of. */
  readonly key: string;
}

function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Line and column, from 1, of a place that PostgreSQL counts in characters. */
function placeAt(text: string, at: number): { line: number; column: number } {
  const before = Array.from(text).slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    line: before.filter((character) => character === '\n').length + 1,
    column: before.length - lineStart + 1,
  };
}

/** PGlite would take the end of its input for the end of the data, and of the connection. */
function isCopyFromClient(message: FrontendMessage): boolean {
  if (message.kind !== 'query' && message.kind !== 'parse') return false;
  return /\bcopy\b/i.test(message.sql) && /\bCOPY\b.*\bSTDIN\b/.test(keywordsOf(message.sql));
}

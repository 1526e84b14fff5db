import type { DatabaseError, Engine, StatementRecord } from '../playground.ts';
import type { Session } from './session.ts';
import { firstWord, splitStatements, type SqlStatement } from './sql/statements.ts';
import { decodeError, rowsOfTag } from './wire/backend.ts';
import { textOf } from './wire/bytes.ts';
import { parameterText, type FrontendMessage } from './wire/frontend.ts';
import { protocolMessages } from './wire/message-stream.ts';

/** Records go to the page: nothing in them may grow without bound. */
const LONGEST_SQL = 20_000;
const LONGEST_PARAMETER = 2_000;
const MOST_PARAMETERS = 1_000;

/** How some messages were answered. */
export interface Answered {
  readonly bytes: Uint8Array;
  readonly engine: Engine;
  readonly milliseconds: number;
  readonly replayed?: { readonly reason: string };
  /** Of each statement: what the engine did otherwise than PostgreSQL without saying so. */
  readonly differences?: readonly (readonly string[])[];
}

/** Writes down what a program's statements did. */
export class StatementLog {
  readonly #write: (record: StatementRecord) => void;
  #lastId = 0;

  constructor(write: (record: StatementRecord) => void) {
    this.#write = write;
  }

  /** Writes a record for each statement in the messages that was executed or failed. */
  record(session: Session, messages: readonly FrontendMessage[], answered: Answered): void {
    for (const record of this.recordsOf(session, messages, answered)) this.#write(record);
  }

  /** The records of statements that are no program's. */
  recordsOf(session: Session, messages: readonly FrontendMessage[], answered: Answered): StatementRecord[] {
    const { statements, parameters } = sentStatements(session, messages);
    const outcomes = statementOutcomes(answered.bytes, statements.length);
    const began = performance.timeOrigin + performance.now() - answered.milliseconds;
    const share = answered.milliseconds / outcomes.length;
    return outcomes.flatMap((outcome, index) => {
      const statement = statements[Math.min(index, statements.length - 1)];
      if (!statement) return [];
      const differences = answered.differences?.[index] ?? [];
      return {
        id: ++this.#lastId,
        sql: shorten(statement.sql, LONGEST_SQL),
        parameters,
        command: (outcome.tag ?? firstWord(statement.sql)).split(' ', 1)[0] ?? '',
        rows: outcome.rows,
        milliseconds: share,
        began: began + index * share,
        engine: answered.engine,
        ...(outcome.error ? { error: within(statement, outcome.error) } : {}),
        ...(answered.replayed ? { replayed: answered.replayed } : {}),
        ...(differences.length > 0 ? { differences } : {}),
      };
    });
  }
}

/** The statements that messages execute or, when they execute none, prepare. */
export function sentStatements(
  session: Session,
  messages: readonly FrontendMessage[],
): { statements: SqlStatement[]; parameters: (string | null)[] } {
  let sql: string | undefined;
  let parameters: (string | null)[] = [];
  for (const message of messages) {
    if (message.kind === 'query') return { statements: splitStatements(message.sql), parameters: [] };
    if (message.kind === 'parse') sql ??= message.sql;
    if (message.kind === 'bind') sql ??= session.statements.get(message.statement)?.parse.sql;
    const portal =
      message.kind === 'execute' || message.kind === 'bind' ? session.portals.get(message.portal) : undefined;
    if (portal) {
      sql = portal.statement.parse.sql;
      parameters = portal.bind.values
        .slice(0, MOST_PARAMETERS)
        .map((_, index) => shorten(parameterText(portal.bind, index), LONGEST_PARAMETER));
    }
  }
  return { statements: sql === undefined ? [] : [{ sql, offset: 0 }], parameters };
}

interface Outcome {
  tag?: string;
  rows: number;
  error?: DatabaseError;
}

/** What became of each statement, in order. */
function statementOutcomes(bytes: Uint8Array, statements: number): Outcome[] {
  const outcomes: Outcome[] = [];
  let rows = 0;
  for (const { type, body } of protocolMessages(bytes)) {
    if (type === 'D') rows++;
    if (type === 'C') {
      const tag = textOf(body.subarray(0, -1));
      outcomes.push({ tag, rows: rowsOfTag(tag) });
      rows = 0;
    }
    if (type === 's') {
      outcomes.push({ rows });
      rows = 0;
    }
    if (type === 'E') {
      const error = decodeError(body);
      const last = outcomes.at(-1);
      // A deferred constraint fails when the transaction ends, after the statement's own answer.
      if (last && outcomes.length === statements) last.error = error;
      else outcomes.push({ rows: 0, error });
    }
  }
  return outcomes;
}

/** An error's position counts from the start of the text that was sent; a record's from its statement's. */
function within(statement: SqlStatement, error: DatabaseError): DatabaseError {
  return error.position === undefined ? error : { ...error, position: error.position - statement.offset };
}

function shorten<Text extends string | null>(text: Text, length: number): Text | string {
  return text !== null && text.length > length ? `${text.slice(0, length)}…` : text;
}

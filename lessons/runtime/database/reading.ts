import { comingStatements } from './coming-statements.ts';
import type { Session } from './session.ts';
import { keywordsOf, splitStatements } from './sql/statements.ts';
import { sentStatements } from './statement-log.ts';
import type { TransactionStatus } from './wire/backend.ts';
import type { FrontendMessage } from './wire/frontend.ts';

/** Opens a transaction in which each statement sees what was committed before it. */
const BEGIN =
  /^(?:BEGIN|START TRANSACTION)(?: WORK| TRANSACTION)?(?: ISOLATION LEVEL READ COMMITTED)?(?:,? ?READ (?:ONLY|WRITE))?$/;

/** Writes, locks, or leaves something in the transaction that ends with it. */
const MORE_THAN_READING =
  /\b(?:INSERT|UPDATE|DELETE|MERGE|INTO|SHARE|SET_CONFIG|CURRVAL|LASTVAL|PG_NOTIFY|\w*ADVISORY\w*|\w*SNAPSHOT\w*|TXID_\w+|PG_CURRENT_XACT\w*)\b/;

const WRITES = /^\(?(?:INSERT|UPDATE|DELETE|MERGE|TRUNCATE|CREATE|ALTER|DROP)\b/;
const WRITES_WITHIN = /\b(?:INSERT INTO|DELETE FROM|MERGE INTO|(?<!FOR |KEY )UPDATE)\b/;

/** Whether a statement changes rows or tables by what it says; what functions do in it is not known. */
export function isWriting(sql: string): boolean {
  const words = keywordsOf(sql);
  return WRITES.test(words) || (words.startsWith('WITH ') && WRITES_WITHIN.test(words));
}

const LOCKS = /\bFOR (?:NO KEY )?(?:UPDATE|SHARE|KEY SHARE)\b|\bPG_(?:TRY_)?ADVISORY_\w*LOCK\w*\b/;

/** Whether a statement writes, or locks rows or a number of the program's own. */
export function isWritingOrLocking(sql: string): boolean {
  return isWriting(sql) || LOCKS.test(keywordsOf(sql));
}

/** Whether these messages open a transaction that may be paused. */
export function opensTransaction(session: Session, messages: readonly FrontendMessage[]): boolean {
  if (session.status !== 'I') return false;
  const [statement, another] = comingStatements(session, messages);
  return statement !== undefined && another === undefined && BEGIN.test(keywordsOf(statement));
}

/** Notes what a session's transaction has become by these messages. */
export function noteReading(
  session: Session,
  messages: readonly FrontendMessage[],
  before: TransactionStatus,
  isSynchronized: boolean,
): void {
  if (session.status !== 'T' || !isSynchronized) {
    session.reading = undefined;
    return;
  }
  if (before === 'T' && session.reading === undefined) return;
  const sent = sentStatements(session, messages).statements;
  const [statement] = sent;
  if (statement === undefined || sent.length > 1) {
    session.reading = undefined;
  } else if (before === 'I') {
    const begin = statement.sql;
    session.reading = BEGIN.test(keywordsOf(begin))
      ? { begin, time: session.openedAt, hasRead: false, isPaused: false }
      : undefined;
  } else if (session.reading !== undefined) {
    const isReading = messages.every(isWhole) && isOnlyReading(statement.sql);
    session.reading = isReading ? { ...session.reading, hasRead: true } : undefined;
  }
}

/** Whether this opens a transaction that may be paused between its reads. */
export function isPausableBegin(sql: string): boolean {
  return BEGIN.test(keywordsOf(sql));
}

/** Whether a statement reads and does nothing else, by what it says. */
export function isOnlyReading(sql: string): boolean {
  const words = keywordsOf(sql);
  return (
    splitStatements(sql).length === 1 &&
    /^\(?(?:SELECT|WITH|VALUES|TABLE|SHOW)\b/.test(words) &&
    !MORE_THAN_READING.test(words)
  );
}

/** A portal that is read in parts ends with its transaction. */
function isWhole(message: FrontendMessage): boolean {
  return message.kind !== 'execute' || (message.portal === '' && message.maximumRows === 0);
}

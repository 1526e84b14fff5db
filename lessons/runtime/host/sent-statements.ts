import { SQL_TOLD } from '../app/messages.ts';
import type { SourcePosition, StatementRecord } from '../playground.ts';

interface Sent {
  readonly sql: string;
  readonly position: SourcePosition;
}

/** Lines kept at most: a program may tell of statements that it never sends. */
const MOST = 4000;

/** From which line each statement was sent: the program tells the line, the database tells the statement. */
export class SentStatements {
  #sent: Sent[] = [];

  add(sent: readonly Sent[]): void {
    this.#sent = [...this.#sent, ...sent].slice(-MOST);
  }

  /** The records with the lines of statements of the same text, in the order in which they were sent. */
  withPositions(records: readonly StatementRecord[]): StatementRecord[] {
    return records.map((record) => {
      const index = this.#sent.findIndex(({ sql }) => isOf(sql, record.sql));
      const sent = this.#sent[index];
      if (sent === undefined) return record;
      this.#sent.splice(index, 1);
      return { ...record, position: sent.position };
    });
  }
}

/** Whether the database executed this text; it leaves out what is around a simple query's statements. */
function isOf(sent: string, executed: string): boolean {
  return sent.length < SQL_TOLD ? bare(sent) === bare(executed) : bare(executed).startsWith(bare(sent));
}

function bare(sql: string): string {
  return sql.trim().replace(/;$/, '');
}

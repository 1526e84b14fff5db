/** SQL as a program hands it to a driver, where the plugin looks for it. */
export interface WrappedSql {
  readonly program: string;
  /** Where a character of the program stands in the SQL. */
  originalOffset(offset: number): number;
}

/** The driver says that it is PostgreSQL's dialect. */
const before = "import { Pool } from 'pg'; const db = new Pool(); await db.query(`";

/** Writes SQL into a call of a driver, and remembers where each of its characters went. */
export function wrapSql(sql: string): WrappedSql {
  /** Where each UTF-16 unit of the SQL begins in the program, and where the SQL ends. */
  const starts: number[] = [];
  let program = before;
  for (let index = 0; index < sql.length; index += 1) {
    starts.push(program.length);
    program += escaped(sql, index);
  }
  starts.push(program.length);
  return {
    program: `${program}\`);`,
    originalOffset(offset) {
      const next = starts.findIndex((start) => start > offset);
      return next === -1 ? sql.length : Math.max(0, next - 1);
    },
  };
}

function escaped(sql: string, index: number): string {
  const character = sql[index] ?? '';
  const isHole = character === '$' && sql[index + 1] === '{';
  return character === '`' || character === '\\' || isHole ? `\\${character}` : character;
}

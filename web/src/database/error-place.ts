/** A place in a text as people count: from 1, and the line it is in. */
export interface ErrorPlace {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Where PostgreSQL's position, which counts characters from 1, is in a statement. */
export function placeOf(sql: string, position: number): ErrorPlace {
  const before = Array.from(sql).slice(0, position - 1);
  const start = before.lastIndexOf('\n') + 1;
  const line = before.filter((character) => character === '\n').length + 1;
  return { line, column: before.length - start + 1, text: sql.split('\n')[line - 1] ?? '' };
}

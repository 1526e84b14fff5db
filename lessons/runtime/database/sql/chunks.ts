import { splitStatements } from './statements.ts';

/** Statements that are sent together. */
export interface Chunk {
  readonly sql: string;
  /** Where it begins in the whole text. */
  readonly offset: number;
  /** Of its first statement, from 1. */
  readonly statement: number;
}

/** Characters sent together: few enough that one sees how far it is, enough that it costs no time. */
const SIZE = 100_000;

/** Cuts a script where it is long, and around what makes many rows; else it stays in one piece. */
export function chunksOf(text: string): { readonly chunks: readonly Chunk[]; readonly statements: number } {
  if (text.length <= SIZE && !/\bgenerate_series\b/i.test(text)) {
    return { chunks: [{ sql: text, offset: 0, statement: 1 }], statements: 1 };
  }
  const statements = splitStatements(text);
  const chunks: Chunk[] = [];
  let isClosed = true;
  for (const [index, { sql, offset }] of statements.entries()) {
    const isHeavy = /\bgenerate_series\b/i.test(sql);
    const last = chunks.at(-1);
    const end = offset + sql.length;
    if (last && !isClosed && !isHeavy && end - last.offset <= SIZE) {
      chunks[chunks.length - 1] = { ...last, sql: text.slice(last.offset, end) };
    } else chunks.push({ sql, offset, statement: index + 1 });
    isClosed = isHeavy;
  }
  return { chunks, statements: statements.length };
}

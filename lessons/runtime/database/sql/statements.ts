import { sqlPieces } from './pieces.ts';

/** One statement of a text that may hold several. */
export interface SqlStatement {
  readonly sql: string;
  /** Where it begins in the whole text. */
  readonly offset: number;
}

/** Cuts a text at the semicolons between statements; what holds no code is left out. */
export function splitStatements(text: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let start = 0;
  let hasCode = false;
  // Within BEGIN ATOMIC … END, the body of an SQL function, semicolons belong to the function.
  let depth = 0;
  const cut = (end: number): void => {
    const piece = text.slice(start, end);
    if (hasCode) {
      statements.push({ sql: piece.trim(), offset: start + piece.length - piece.trimStart().length });
    }
    start = end + 1;
    hasCode = false;
  };
  for (const piece of sqlPieces(text)) {
    if (piece.kind === 'quoted') hasCode = true;
    if (piece.kind !== 'code') continue;
    const code = text.slice(piece.start, piece.end);
    let read = 0;
    for (const mark of code.matchAll(/;|\bbegin\s+atomic\b|\bcase\b|\bend\b/gi)) {
      const word = mark[0].toLowerCase();
      if (word === ';' && depth === 0) {
        hasCode ||= /\S/.test(code.slice(read, mark.index));
        cut(piece.start + mark.index);
        read = mark.index + 1;
      } else if (word.startsWith('begin') || (word === 'case' && depth > 0)) {
        depth++;
      } else if (word === 'end' && depth > 0) {
        depth--;
      }
    }
    hasCode ||= /\S/.test(code.slice(read));
  }
  cut(text.length);
  return statements;
}

/**
 * A statement in capitals with one space between words, without comments, and with '' for each string and
 * "" for each name in quotes: what remains can be searched for keywords.
 */
export function keywordsOf(sql: string): string {
  let words = '';
  for (const piece of sqlPieces(sql)) {
    if (piece.kind === 'code') words += sql.slice(piece.start, piece.end);
    else if (piece.kind === 'comment') words += ' ';
    else words += sql[piece.start] === '"' ? '""' : "''";
  }
  return words.replaceAll(/\s+/g, ' ').trim().toUpperCase();
}

/** How many parameters a statement names: the highest number behind a $. */
export function parameterCount(sql: string): number {
  let highest = 0;
  for (const piece of sqlPieces(sql)) {
    if (piece.kind !== 'code') continue;
    for (const [, number] of sql.slice(piece.start, piece.end).matchAll(/\$(\d+)/g)) {
      highest = Math.max(highest, Number(number));
    }
  }
  return highest;
}

/** First word of a statement, in capitals: 'SELECT'. Empty when there is none. */
export function firstWord(sql: string): string {
  // Only the beginning counts, and a seed can be long.
  return /^[\s(]*([A-Z]+)/.exec(keywordsOf(sql.slice(0, 1000)))?.[1] ?? '';
}

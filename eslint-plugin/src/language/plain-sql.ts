import { HOLE } from '../sql/tokens.ts';

/** The rows that follow `COPY … FROM stdin;` in a dump, up to the line `\.`. */
const COPIED_ROWS = /^(copy\b[^;]*\bfrom\s+stdin\b[^;]*;[^\n]*\n)([\s\S]*?(?:^\\\.[^\S\n]*$|(?![\s\S])))/gim;

/** A line for psql itself: `\connect shop`, `\set size 10`, `\i other.sql`. */
const PSQL_LINE = /^[^\S\n]*\\[^\n]*/gm;

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, ' ');
}

/** The text of a file with blanks for all that is no SQL, so that every character stays where it is. */
export function plainSql(text: string): string {
  return text
    .replace(COPIED_ROWS, (_, copy: string, rows: string) => copy + blank(rows))
    .replace(PSQL_LINE, blank)
    .replaceAll(HOLE, ' ');
}

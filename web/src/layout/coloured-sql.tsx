import { highlightCode } from '@lezer/highlight';
import { useMemo, type ReactNode } from 'react';
import { textHighlighter } from '../editor/highlighting.ts';
import { postgres } from '../editor/postgres.ts';
import type { Stretch } from '../database/from-request.ts';

interface Piece {
  readonly from: number;
  readonly text: string;
  readonly classes: string;
}

/** SQL as text, coloured as in the editor; `marked` stretches stand out. */
export function ColouredSql({
  sql,
  marked = [],
}: {
  readonly sql: string;
  readonly marked?: readonly Stretch[];
}) {
  const pieces = useMemo(() => cut(piecesOf(sql), marked), [sql, marked]);
  return pieces.map(({ from, text, classes, isMarked }): ReactNode =>
    isMarked ? (
      <mark key={from} title="This text came from the request">
        {text}
      </mark>
    ) : (
      <span key={from} className={classes}>
        {text}
      </span>
    ),
  );
}

/** Very long statements are shown without colours, so that the page stays free. */
const colouredUpTo = 20_000;

function piecesOf(sql: string): readonly Piece[] {
  if (sql.length > colouredUpTo) return [{ from: 0, text: sql, classes: '' }];
  const pieces: Piece[] = [];
  let from = 0;
  const put = (text: string, classes: string) => {
    pieces.push({ from, text, classes });
    from += text.length;
  };
  highlightCode(sql, postgres.language.parser.parse(sql), textHighlighter, put, () => put('\n', ''));
  return pieces;
}

function cut(
  pieces: readonly Piece[],
  marked: readonly Stretch[],
): readonly (Piece & { isMarked: boolean })[] {
  const isMarkedAt = (at: number) => marked.some(({ from, to }) => at >= from && at < to);
  return pieces.flatMap((piece) => {
    const end = piece.from + piece.text.length;
    const edges = marked
      .flatMap(({ from, to }) => [from, to])
      .filter((at) => at > piece.from && at < end)
      .toSorted((a, b) => a - b);
    return [piece.from, ...edges].map((from, index, all) => ({
      from,
      text: piece.text.slice(from - piece.from, (all[index + 1] ?? end) - piece.from),
      classes: piece.classes,
      isMarked: isMarkedAt(from),
    }));
  });
}

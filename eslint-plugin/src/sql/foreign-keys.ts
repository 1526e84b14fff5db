import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import {
  addedColumn,
  type Definition,
  foldedName,
  isColumn,
  readName,
  type TableStatement,
  tableStatementsOf,
} from './table-definitions.ts';
import { itemsOf, type Script } from './statement.ts';
import { endAt, isSymbolAt, tokenAt, wordAt } from './token-at.ts';
import type { Token } from './tokens.ts';

/** Columns whose values are rows of another table. */
export interface ForeignKey {
  readonly statement: TableStatement;
  /** Null when an expression of the program names it. */
  readonly table: string | null;
  readonly columns: readonly string[];
  /** The first of the columns, where it is named. */
  readonly token: Token;
  readonly parent: string | null;
  /** What happens to the rows when the row they point to goes; null where the definition says nothing. */
  readonly onDelete: { readonly action: string; readonly start: number; readonly end: number } | null;
  /** Whether the table or the column is made in this statement, so that nothing can have indexed it before. */
  readonly isNew: boolean;
}

/** Every foreign key that the SQL of a file declares, in source order. */
export const foreignKeysOf = perFile((sourceCode: SourceCode): readonly ForeignKey[] =>
  /references/i.test(sourceCode.text) ? tableStatementsOf(sourceCode).flatMap(keysOf) : [],
);

function keysOf(statement: TableStatement): ForeignKey[] {
  const { script } = statement.query;
  if (statement.kind === 'table')
    return statement.definitions.flatMap((definition) => readKey(statement, definition, true) ?? []);
  return statement.actions.flatMap((action) => {
    const column = addedColumn(script, action);
    if (column) return readKey(statement, column, true) ?? [];
    if (wordAt(script, action.first) !== 'ADD') return [];
    return readKey(statement, { ...action, first: action.first + 1 }, false) ?? [];
  });
}

function readKey(statement: TableStatement, definition: Definition, isNew: boolean): ForeignKey | null {
  const { script } = statement.query;
  const references = wordIndex(script, definition, 'REFERENCES');
  const target = references === null ? null : readName(script, references + 1);
  if (references === null || !target) return null;
  const tokens = isColumn(script, definition)
    ? [tokenAt(script, definition.first)]
    : foreignColumns(script, definition, references);
  const [token] = tokens;
  if (!token || tokens.some(({ hasHole }) => hasHole)) return null;
  return {
    statement,
    table: statement.table,
    columns: tokens.map(foldedName),
    token,
    parent: target.table,
    onDelete: deleteAction(script, { first: references, last: definition.last }),
    isNew,
  };
}

/** The columns of `FOREIGN KEY (a, b) REFERENCES …`. */
function foreignColumns(script: Script, definition: Definition, before: number): Token[] {
  const foreign = wordIndex(script, definition, 'FOREIGN');
  if (foreign === null || foreign > before) return [];
  let open = foreign;
  while (open < before && !isSymbolAt(script, open, '(')) open++;
  return itemsOf(script, { first: open + 1, last: endAt(script, open) }).map(({ first }) =>
    tokenAt(script, first),
  );
}

/** `ON DELETE CASCADE`, and where it stands. */
function deleteAction(script: Script, { first, last }: Definition): ForeignKey['onDelete'] {
  for (let index = first; index < last; index = endAt(script, index) + 1) {
    if (wordAt(script, index) !== 'ON' || wordAt(script, index + 1) !== 'DELETE') continue;
    const { kind, text, end } = tokenAt(script, index + 2);
    return kind === 'word' ? { action: text, start: tokenAt(script, index).start, end } : null;
  }
  return null;
}

function wordIndex(script: Script, { first, last }: Definition, word: string): number | null {
  for (let index = first; index < last; index = endAt(script, index) + 1)
    if (wordAt(script, index) === word) return index;
  return null;
}

import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import {
  addedColumn,
  type Definition,
  foldedName,
  isColumn,
  listOf,
  outerTokens,
  readName,
  type TableStatement,
  tableStatementsOf,
  wordAt,
} from './table-definitions.ts';
import type { Script } from './statement.ts';
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
    ? script.tokens.slice(definition.first, definition.first + 1)
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
  while (open < before && script.tokens[open]?.text !== '(') open++;
  const close = script.partners[open] ?? -1;
  return close < open
    ? []
    : listOf(script, open + 1, close).flatMap(({ first }) => script.tokens[first] ?? []);
}

/** `ON DELETE CASCADE`, and where it stands. */
function deleteAction(script: Script, definition: Definition): ForeignKey['onDelete'] {
  const tokens = outerTokens(script, definition);
  const at = tokens.findIndex(
    (token, index) => token.kind === 'word' && token.text === 'ON' && tokens[index + 1]?.text === 'DELETE',
  );
  const on = tokens[at];
  const action = tokens[at + 2];
  if (!on || action?.kind !== 'word') return null;
  return { action: action.text, start: on.start, end: action.end };
}

function wordIndex(script: Script, { first, last }: Definition, word: string): number | null {
  for (let index = first; index < last; index++) {
    if (wordAt(script, index) === word) return index;
    const partner = script.partners[index] ?? -1;
    if (partner > index) index = partner;
  }
  return null;
}

import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { type Query, queriesOf } from './queries.ts';
import { type Command, commandsOf, itemsOf, type Script } from './statement.ts';
import {
  addedColumn,
  type Definition,
  foldedName,
  hasWords,
  isColumn,
  readName,
  skipWords,
  tableStatementsOf,
} from './table-definitions.ts';
import { endAt, isName, isSymbolAt, tokenAt, wordAt } from './token-at.ts';

/** The first columns of an index, of whatever kind. */
export interface TableIndex {
  /** Null when an expression of the program names the table. */
  readonly table: string | null;
  /** Null for an expression. */
  readonly columns: readonly (string | null)[];
  /** Whether it is the primary key. */
  readonly isKey: boolean;
  /** Whether two rows may not have the same columns. */
  readonly isUnique: boolean;
}

/** Every index that the SQL of a file makes: CREATE INDEX, PRIMARY KEY, UNIQUE, and KEY and INDEX of MySQL. */
export const tableIndexesOf = perFile((sourceCode: SourceCode): readonly TableIndex[] => [
  ...queriesOf(sourceCode).flatMap((query) =>
    [...commandsOf(query.script)].flatMap((command) => createdIndex(query, command) ?? []),
  ),
  ...tableStatementsOf(sourceCode).flatMap((statement) => {
    const { script } = statement.query;
    const definitions =
      statement.kind === 'table'
        ? statement.definitions
        : statement.actions.flatMap((action) =>
            wordAt(script, action.first) === 'ADD'
              ? (addedColumn(script, action) ?? { ...action, first: action.first + 1 })
              : [],
          );
    return definitions.flatMap((definition) => {
      const columns = constraintColumns(script, definition);
      const isKey = hasWords(script, definition, 'PRIMARY');
      const isUnique = isKey || hasWords(script, definition, 'UNIQUE');
      return columns ? [{ table: statement.table, columns, isKey, isUnique }] : [];
    });
  }),
]);

/** Whether an index leads to the rows with given columns: it begins with one of them. */
export function isIndexed(index: TableIndex, columns: readonly string[]): boolean {
  const [leading] = index.columns;
  return typeof leading === 'string' && columns.includes(leading);
}

function createdIndex({ script }: Query, command: Command): TableIndex | null {
  if (command.verb !== 'create') return null;
  let at = command.first + 1;
  const isUnique = wordAt(script, at) === 'UNIQUE';
  if (isUnique) at++;
  if (wordAt(script, at) !== 'INDEX') return null;
  while (at < command.last && wordAt(script, at) !== 'ON') at++;
  const target = readName(script, skipWords(script, at + 1));
  if (!target) return null;
  let open = target.end;
  while (open < command.last && !isSymbolAt(script, open, '(')) open++;
  return { table: target.table, columns: columnsAt(script, open), isKey: false, isUnique };
}

function constraintColumns(script: Script, definition: Definition): (string | null)[] | null {
  if (isColumn(script, definition)) {
    const isKey = hasWords(script, definition, 'PRIMARY') || hasWords(script, definition, 'UNIQUE');
    return isKey ? [foldedName(tokenAt(script, definition.first))] : null;
  }
  let at = definition.first;
  if (wordAt(script, at) === 'CONSTRAINT') at += 2;
  if (!/^(?:PRIMARY|UNIQUE|KEY|INDEX)$/.test(wordAt(script, at))) return null;
  while (at < definition.last && !isSymbolAt(script, at, '(')) at++;
  return columnsAt(script, at);
}

function columnsAt(script: Script, open: number): (string | null)[] {
  return itemsOf(script, { first: open + 1, last: endAt(script, open) }).map(({ first }) => {
    const token = tokenAt(script, first);
    return isName(token) && !token.hasHole ? foldedName(token) : null;
  });
}

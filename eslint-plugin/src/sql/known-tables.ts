import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import {
  addedColumn,
  type AlteredTable,
  type CreatedTable,
  isColumnName,
  tableStatementsOf,
} from './table-definitions.ts';
import { tokenAt, wordAt } from './token-at.ts';

/** The columns of tables, by table name in upper case. */
export type Tables = ReadonlyMap<string, readonly string[]>;

/** The tables that the file itself creates, with the columns that it adds to them. */
const createdTables = perFile((sourceCode: SourceCode): Tables => {
  const tables = new Map<string, readonly string[]>();
  for (const statement of tableStatementsOf(sourceCode)) {
    if (statement.kind === 'table') {
      const columns = columnsOfTable(statement);
      if (columns) tables.set(statement.nameToken.text.toUpperCase(), columns);
      continue;
    }
    const table = statement.table?.toUpperCase() ?? '';
    const columns = tables.get(table);
    const added = columns && addedTo(columns, statement);
    if (added) tables.set(table, added);
    else tables.delete(table);
  }
  return tables;
});

/** The columns of a CREATE TABLE; null where the list would not be whole. */
function columnsOfTable({ query: { script }, definitions, rest }: CreatedTable): string[] | null {
  const begins = definitions.map(({ first }) => tokenAt(script, first));
  const names = begins.filter(isColumnName);
  const isOpen =
    begins.some(({ hasHole, text }) => hasHole || text === 'LIKE') || wordAt(script, rest) === 'INHERITS';
  return names.length === 0 || isOpen ? null : names.map(({ start, end }) => script.text.slice(start, end));
}

/** The columns after an ALTER TABLE; null where it does more than to add some. */
function addedTo(columns: readonly string[], { query: { script }, actions }: AlteredTable): string[] | null {
  const list = [...columns];
  for (const action of actions) {
    const column = addedColumn(script, action);
    if (column) {
      const { start, end } = tokenAt(script, column.first);
      list.push(script.text.slice(start, end));
    } else if (/^(?:DROP|RENAME|CHANGE|INHERIT|)$/.test(wordAt(script, action.first))) return null;
  }
  return list;
}

/** The columns that the configuration names, and those of tables that the file creates. */
export function knownColumns(
  sourceCode: SourceCode,
  configured: Readonly<Record<string, readonly string[]>> = {},
): Tables {
  const tables = new Map(createdTables(sourceCode));
  for (const [name, columns] of Object.entries(configured)) tables.set(name.toUpperCase(), columns);
  return tables;
}

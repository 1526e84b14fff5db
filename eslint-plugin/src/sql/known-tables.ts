import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { isColumnName, tableStatementsOf } from './table-definitions.ts';
import { tokenAt } from './token-at.ts';

/** The columns of tables, by table name in upper case. */
export type Tables = ReadonlyMap<string, readonly string[]>;

/** The tables that the file itself creates. */
const createdTables = perFile((sourceCode: SourceCode): Tables => {
  const tables = new Map<string, readonly string[]>();
  for (const statement of tableStatementsOf(sourceCode)) {
    if (statement.kind !== 'table') continue;
    const { script } = statement.query;
    const begins = statement.definitions.map(({ first }) => tokenAt(script, first));
    const names = begins.filter(isColumnName);
    // Where an expression names a column, the list would not be whole.
    if (names.length === 0 || begins.some(({ hasHole }) => hasHole)) continue;
    const columns = names.map(({ start, end }) => script.text.slice(start, end));
    tables.set(statement.nameToken.text.toUpperCase(), columns);
  }
  return tables;
});

/** The columns that the configuration names, and those of tables that the file creates. */
export function knownColumns(
  sourceCode: SourceCode,
  configured: Readonly<Record<string, readonly string[]>> = {},
): Tables {
  const tables = new Map(createdTables(sourceCode));
  for (const [name, columns] of Object.entries(configured)) tables.set(name.toUpperCase(), columns);
  return tables;
}

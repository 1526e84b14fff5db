import type { Statement } from 'pgsql-ast-parser';

/** The types that columns were declared with, by the columns' names: pg-mem itself forgets them. */
export class DeclaredTypes {
  readonly #types = new Map<string, Set<string>>();

  /** Notes the columns of a statement that makes a table. */
  note(statement: Statement): void {
    if (statement.type !== 'create table') return;
    for (const column of statement.columns) {
      if (column.kind !== 'column') continue;
      const type = 'name' in column.dataType ? column.dataType.name.toLowerCase() : 'array';
      this.#types.set(type, (this.#types.get(type) ?? new Set()).add(column.name.name));
    }
  }

  /** Names of columns with a type of such a name. */
  columnsOf(type: RegExp): ReadonlySet<string> {
    const names = new Set<string>();
    for (const [name, columns] of this.#types) {
      if (type.test(name)) for (const column of columns) names.add(column);
    }
    return names;
  }
}

import type { CreateTableStatement, Expr, Statement } from 'pgsql-ast-parser';
import { faithfulType, faithfulValue, type ColumnType } from './column-types.ts';

/** Columns of a table, in order. */
export type Table = ReadonlyMap<string, ColumnType>;

/** The tables that pg-mem keeps as PostgreSQL would. */
export class Catalogue {
  readonly #tables = new Map<string, Table>();

  table(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  clear(): void {
    this.#tables.clear();
  }

  /** Notes a statement that makes a table or an index; gives the reason when pg-mem gets it wrong. */
  define(statement: Statement): string | undefined {
    if (statement.type === 'create index') {
      const isPlain =
        !statement.where &&
        (statement.using?.name ?? 'btree') === 'btree' &&
        statement.expressions.every(({ expression, nulls }) => expression.type === 'ref' && !nulls);
      return isPlain ? undefined : 'pg-mem ignores what is special about this index';
    }
    if (statement.type !== 'create table') return `pg-mem is not trusted with ${statement.type}`;
    return this.#defineTable(statement);
  }

  #defineTable(statement: CreateTableStatement): string | undefined {
    const table = new Map<string, ColumnType>();
    if (statement.name.schema) return 'pg-mem is not trusted with other schemas';
    if (statement.temporary || statement.unlogged || statement.inherits?.length) {
      return 'pg-mem is not trusted with special tables';
    }
    for (const column of statement.columns) {
      if (column.kind !== 'column') return 'pg-mem is not trusted with LIKE';
      const type = faithfulType(column.dataType);
      const name = column.name.name;
      if (!type || column.collate) return `pg-mem keeps the type of column "${name}" in a way of its own`;
      for (const constraint of column.constraints ?? []) {
        if (constraint.type === 'check' || constraint.type === 'add generated') {
          return `pg-mem is not trusted with the constraints of column "${name}"`;
        }
        if (constraint.type === 'default' && !isFaithfulDefault(type, constraint.default)) {
          return `pg-mem is not trusted with the default of column "${name}"`;
        }
      }
      table.set(name, type);
    }
    if (statement.constraints?.some(({ type }) => type === 'check')) {
      return 'pg-mem is not trusted with CHECK';
    }
    this.#tables.set(statement.name.name, table);
    return undefined;
  }
}

/** A constant, or the time of the transaction. Random values would differ when they are made again. */
function isFaithfulDefault(type: ColumnType, value: Expr): boolean {
  switch (value.type) {
    case 'integer':
    case 'string':
    case 'boolean':
      return faithfulValue(type, String(value.value)) !== undefined;
    case 'null':
      return true;
    case 'keyword':
      return value.keyword === 'current_timestamp' && type.typeId === 1184;
    case 'call':
      return value.function.name === 'now' && value.args.length === 0 && type.typeId === 1184;
    default:
      return false;
  }
}

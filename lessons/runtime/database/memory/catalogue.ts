import type { CreateTableStatement, Expr, Statement } from 'pgsql-ast-parser';
import { faithfulType, faithfulValue, type ColumnType } from './column-types.ts';

export interface Column {
  readonly type: ColumnType;
  readonly isNullable: boolean;
  /** Part of a key, or a reference to one. */
  readonly isKey: boolean;
}

export interface Table {
  /** In order. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Names of the primary key's columns; empty when there is none. */
  readonly primaryKey: readonly string[];
}

/** The tables that pg-mem keeps as PostgreSQL would. */
export class Catalogue {
  readonly #tables = new Map<string, Table>();

  table(name: string): Table | undefined {
    return this.#tables.get(name);
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
    if (statement.name.schema) return 'pg-mem is not trusted with other schemas';
    if (statement.temporary || statement.unlogged || statement.inherits?.length) {
      return 'pg-mem is not trusted with special tables';
    }
    const constraints = statement.constraints ?? [];
    if (constraints.some(({ type }) => type === 'check')) return 'pg-mem is not trusted with CHECK';
    const named = constraints.flatMap((constraint) =>
      constraint.type === 'primary key' ? constraint.columns.map(({ name }) => name) : [],
    );
    const keys = constraints.flatMap((constraint) =>
      constraint.type === 'foreign key' ? constraint.localColumns.map(({ name }) => name) : named,
    );
    const columns = new Map<string, Column>();
    const primaryKey = [...named];
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
      const kinds = (column.constraints ?? []).map((constraint) => constraint.type);
      if (kinds.includes('primary key')) primaryKey.push(name);
      columns.set(name, {
        type,
        isNullable: !kinds.includes('not null') && !primaryKey.includes(name),
        isKey: kinds.includes('reference') || primaryKey.includes(name) || keys.includes(name),
      });
    }
    this.#tables.set(statement.name.name, { columns, primaryKey });
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

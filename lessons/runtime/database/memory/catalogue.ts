import type {
  ColumnConstraint,
  CreateIndexStatement,
  CreateTableStatement,
  Expr,
  Statement,
} from 'pgsql-ast-parser';
import { faithfulType, faithfulValue, type ColumnType } from './column-types.ts';
import { Doubt } from './doubt.ts';

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
  /** Why pg-mem is not trusted to write here: it does not keep one of the table's promises. */
  readonly writeDoubt: string | undefined;
}

/** What pg-mem is to be told of a statement that makes a table or an index: all of it, a part, or nothing. */
export type Definition =
  { readonly kind: 'told'; readonly statement: Statement } | { readonly kind: 'left out' };

/** The tables that pg-mem keeps as PostgreSQL would. */
export class Catalogue {
  readonly #tables = new Map<string, Table>();

  table(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  /**
   * Notes a statement that makes a table or an index, and gives what pg-mem is to be told of it. Promises
   * that only a write could break (CHECK, the uniqueness of an expression, a default that is computed) are
   * left out, and the table is not trusted with writes. Throws a Doubt when not even reading is certain.
   */
  define(statement: Statement): Definition {
    switch (statement.type) {
      case 'create index':
        return this.#defineIndex(statement);
      case 'create table':
        return { kind: 'told', statement: this.#defineTable(statement) };
      default:
        throw new Doubt(`pg-mem is not trusted with ${statement.type}`);
    }
  }

  #defineIndex(statement: CreateIndexStatement): Definition {
    const isPlain =
      !statement.where &&
      (statement.using?.name ?? 'btree') === 'btree' &&
      statement.expressions.every(({ expression, nulls }) => expression.type === 'ref' && !nulls);
    if (isPlain) return { kind: 'told', statement };
    const table = this.#tables.get(statement.table.name);
    if (!table) throw new Doubt(`there is no table "${statement.table.name}"`);
    if (statement.unique) {
      const writeDoubt = 'pg-mem does not keep what is special about a unique index';
      this.#tables.set(statement.table.name, { ...table, writeDoubt });
    }
    return { kind: 'left out' };
  }

  #defineTable(statement: CreateTableStatement): CreateTableStatement {
    if (statement.name.schema) throw new Doubt('pg-mem is not trusted with other schemas');
    if (statement.temporary || statement.unlogged || statement.inherits?.length) {
      throw new Doubt('pg-mem is not trusted with special tables');
    }
    const given = statement.constraints ?? [];
    const constraints = given.filter(({ type }) => type !== 'check');
    let writeDoubt = constraints.length < given.length ? 'pg-mem is not trusted with CHECK' : undefined;
    const named = constraints.flatMap((constraint) =>
      constraint.type === 'primary key' ? constraint.columns.map(({ name }) => name) : [],
    );
    const keys = constraints.flatMap((constraint) =>
      constraint.type === 'foreign key' ? constraint.localColumns.map(({ name }) => name) : named,
    );
    const columns = new Map<string, Column>();
    const primaryKey = [...named];
    const told = statement.columns.map((column) => {
      if (column.kind !== 'column') throw new Doubt('pg-mem is not trusted with LIKE');
      const type = faithfulType(column.dataType);
      const name = column.name.name;
      if (!type || column.collate) {
        throw new Doubt(`pg-mem keeps the type of column "${name}" in a way of its own`);
      }
      const kept = (column.constraints ?? []).filter((constraint) => isKept(constraint, type));
      if (kept.length < (column.constraints ?? []).length) {
        writeDoubt = `pg-mem is not trusted with the constraints of column "${name}"`;
      }
      const kinds = kept.map((constraint) => constraint.type);
      if (kinds.includes('primary key')) primaryKey.push(name);
      columns.set(name, {
        type,
        isNullable: !kinds.includes('not null') && !primaryKey.includes(name),
        isKey: kinds.includes('reference') || primaryKey.includes(name) || keys.includes(name),
      });
      return { ...column, constraints: kept };
    });
    this.#tables.set(statement.name.name, { columns, primaryKey, writeDoubt });
    return { ...statement, columns: told, constraints };
  }
}

function isKept(constraint: ColumnConstraint, type: ColumnType): boolean {
  switch (constraint.type) {
    case 'check':
    case 'add generated':
      return false;
    case 'default':
      return isFaithfulDefault(type, constraint.default);
    default:
      return true;
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

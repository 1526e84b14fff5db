import type { Expr, LimitStatement, SelectedColumn, SelectFromStatement, Statement } from 'pgsql-ast-parser';
import type { Catalogue, Column, Table } from './catalogue.ts';
import { faithfulValue } from './column-types.ts';
import { Doubt } from './doubt.ts';
import type { Field } from '../wire/backend.ts';

/** A statement that pg-mem answers as PostgreSQL does, its parameters in place. */
export interface FaithfulStatement {
  readonly statement: Statement;
  readonly fields: readonly Field[];
}

const ORDERINGS = new Set(['<', '<=', '>', '>=']);
/** Whose values pg-mem puts in the right order. */
const NUMBERS = new Set([20, 23]);
const COUNT: Field = { name: 'count', typeId: 20 };

/**
 * Puts parameters into a statement of the few kinds that pg-mem answers rightly: rows of one table, chosen
 * by comparing columns with values. pg-mem is wrong in silence too often for a list of what it cannot do:
 * `<>` finds NULLs in an index, IS NOT NULL finds nothing there, IN (1, 1) finds a row twice, GROUP BY a key loses the other columns, ORDER BY 2 does nothing, FILTER is
 * ignored, two columns of one name become one, 1/0 is Infinity. Throws a Doubt for all else. A seed is taken
 * to keep the promises of its own schema, so it may write where pg-mem would not notice a broken one.
 */
export function faithfulStatement(
  statement: Statement,
  parameters: readonly (string | null)[],
  catalogue: Catalogue,
  { isSeed }: { readonly isSeed: boolean },
): FaithfulStatement {
  return new Faithful(parameters, catalogue, isSeed).statement(statement);
}

class Faithful {
  readonly #parameters: readonly (string | null)[];
  readonly #catalogue: Catalogue;
  readonly #isSeed: boolean;

  constructor(parameters: readonly (string | null)[], catalogue: Catalogue, isSeed: boolean) {
    this.#parameters = parameters;
    this.#catalogue = catalogue;
    this.#isSeed = isSeed;
  }

  statement(statement: Statement): FaithfulStatement {
    switch (statement.type) {
      case 'select':
        return this.#select(statement);
      case 'insert': {
        const table = this.#writtenTable(statement.into);
        if (statement.onConflict || statement.overriding || statement.insert.type !== 'values') {
          throw new Doubt('pg-mem is trusted only with INSERT … VALUES');
        }
        const columns = statement.columns?.map(({ name }) => name) ?? [...table.columns.keys()];
        const isWhole = columns.length === table.columns.size;
        if (table.writeDoubt && !isWhole) throw new Doubt(table.writeDoubt);
        const values = statement.insert.values.map((row) => {
          if (row.length > columns.length) throw new Doubt('the row is longer than the table');
          return row.map((value, index) =>
            value.type === 'default' && !table.writeDoubt
              ? value
              : this.#stored(columnOf(table, columns[index] ?? ''), value),
          );
        });
        return {
          statement: { ...statement, insert: { ...statement.insert, values } },
          fields: outputs(table, statement.returning),
        };
      }
      case 'update': {
        if (statement.from) throw new Doubt('pg-mem is not trusted with UPDATE … FROM');
        const table = this.#writtenTable(statement.table);
        const sets = statement.sets.map((set) => {
          const column = columnOf(table, set.column.name);
          if (column.isKey) throw new Doubt('pg-mem is not trusted to change keys');
          return { ...set, value: this.#stored(column, set.value) };
        });
        return {
          statement: { ...statement, sets, ...this.#where(table, statement.where) },
          fields: outputs(table, statement.returning),
        };
      }
      case 'delete': {
        const table = this.#table(statement.from);
        return {
          statement: { ...statement, ...this.#where(table, statement.where) },
          fields: outputs(table, statement.returning),
        };
      }
      default:
        throw new Doubt(`pg-mem is not trusted with ${statement.type.toUpperCase()}`);
    }
  }

  #select(select: SelectFromStatement): FaithfulStatement {
    const [from, ...others] = select.from ?? [];
    if (from?.type !== 'table' || others.length > 0 || from.lateral) {
      throw new Doubt('pg-mem is trusted only with rows of one table');
    }
    if (select.groupBy || select.having || select.distinct || select.for || select.skip) {
      throw new Doubt('pg-mem is trusted only with plain SELECT');
    }
    const table = this.#table(from.name);
    const isCount = select.columns?.length === 1 && isCountOfRows(select.columns[0]);
    for (const { by, nulls } of select.orderBy ?? []) {
      if (by.type !== 'ref' || nulls || isCount) throw new Doubt('pg-mem is trusted only to sort by columns');
      columnOf(table, by.name);
    }
    const isOrdered = isCount || (select.orderBy?.length ?? 0) > 0;
    if (!isOrdered && table.primaryKey.length === 0) throw new Doubt('pg-mem gives rows in an odd order');
    return {
      statement: {
        ...select,
        // The order that PostgreSQL gives most often when it is not told any.
        ...(isOrdered ? {} : { orderBy: table.primaryKey.map((name) => ({ by: { type: 'ref', name } })) }),
        ...this.#where(table, select.where),
        ...(select.limit ? { limit: this.#limit(select.limit) } : {}),
      },
      fields: isCount
        ? [{ ...COUNT, name: select.columns?.[0]?.alias?.name ?? COUNT.name }]
        : outputs(table, select.columns),
    };
  }

  #table(name: { name: string; schema?: string; columnNames?: unknown }): Table {
    const table = name.schema || name.columnNames ? undefined : this.#catalogue.table(name.name);
    if (!table) throw new Doubt(`pg-mem is not trusted with the table "${name.name}"`);
    return table;
  }

  #writtenTable(name: { name: string; schema?: string; columnNames?: unknown }): Table {
    const table = this.#table(name);
    if (table.writeDoubt && !this.#isSeed) throw new Doubt(table.writeDoubt);
    return table;
  }

  #where(table: Table, where: Expr | null | undefined): { where?: Expr } {
    return where ? { where: this.#condition(table, where) } : {};
  }

  #condition(table: Table, condition: Expr): Expr {
    if (condition.type !== 'binary') throw new Doubt('pg-mem is not trusted with this condition');
    if (condition.op === 'AND') {
      return {
        ...condition,
        left: this.#condition(table, condition.left),
        right: this.#condition(table, condition.right),
      };
    }
    if (condition.left.type !== 'ref') throw new Doubt('pg-mem is trusted only to compare columns');
    const column = columnOf(table, condition.left.name);
    const isTrusted =
      condition.op === '=' || (ORDERINGS.has(condition.op) && NUMBERS.has(column.type.typeId));
    if (!isTrusted) throw new Doubt(`pg-mem is not trusted with ${condition.op}`);
    return { ...condition, right: this.#compared(column, condition.right) };
  }

  #compared(column: Column, value: Expr): Expr {
    const bound = this.#value(column, value);
    if (bound.type === 'null') throw new Doubt('pg-mem is not trusted to compare with NULL');
    return bound;
  }

  /** pg-mem lets an UPDATE write NULL into a column that is NOT NULL. */
  #stored(column: Column, value: Expr): Expr {
    const bound = this.#value(column, value);
    if (bound.type === 'null' && !column.isNullable) throw new Doubt('pg-mem is not trusted with this NULL');
    return bound;
  }

  /** A constant or parameter as a value of the column's type. */
  #value({ type }: Column, value: Expr): Expr {
    if (value.type === 'null') return value;
    const text = this.#text(value);
    if (text === null) return { type: 'null' };
    const bound = faithfulValue(type, text);
    if (bound === undefined || (value.type === 'integer' && typeof bound !== 'number')) {
      throw new Doubt(`pg-mem would misread a value of type ${type.name}`);
    }
    if (typeof bound === 'number') return { type: 'integer', value: bound };
    if (typeof bound === 'boolean') return { type: 'boolean', value: bound };
    return { type: 'string', value: bound };
  }

  #limit(limit: LimitStatement): LimitStatement {
    const whole = (value: Expr): Expr => {
      const text = this.#text(value) ?? '';
      if (!/^\d{1,9}$/.test(text)) throw new Doubt('pg-mem is not trusted with this LIMIT');
      return { type: 'integer', value: Number(text) };
    };
    return {
      ...(limit.limit ? { limit: whole(limit.limit) } : {}),
      ...(limit.offset ? { offset: whole(limit.offset) } : {}),
    };
  }

  #text(value: Expr): string | null {
    switch (value.type) {
      case 'parameter': {
        const text = this.#parameters[Number(value.name.slice(1)) - 1];
        if (text === undefined) throw new Doubt(`there is no parameter ${value.name}`);
        return text;
      }
      case 'string':
        return value.value;
      case 'integer':
      case 'boolean':
        return String(value.value);
      default:
        throw new Doubt('pg-mem is trusted only with constants and parameters');
    }
  }
}

function columnOf(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (!column) throw new Doubt(`there is no column "${name}"`);
  return column;
}

function isCountOfRows(column: SelectedColumn | undefined): boolean {
  const call = column?.expr;
  return (
    call?.type === 'call' &&
    call.function.name === 'count' &&
    !call.function.schema &&
    !call.distinct &&
    !call.filter &&
    !call.over &&
    !call.orderBy &&
    call.args.length === 1 &&
    isStar(call.args[0])
  );
}

function isStar(expression: Expr | undefined): boolean {
  return expression?.type === 'ref' && expression.name === '*';
}

/** The columns that a list of outputs gives. */
function outputs(table: Table, columns: readonly SelectedColumn[] | null | undefined): Field[] {
  const fields: Field[] = [];
  for (const { expr, alias } of columns ?? []) {
    if (isStar(expr)) {
      for (const [name, { type }] of table.columns) fields.push({ name, typeId: type.typeId });
    } else if (expr.type === 'ref') {
      fields.push({ name: alias?.name ?? expr.name, typeId: columnOf(table, expr.name).type.typeId });
    } else {
      throw new Doubt('pg-mem is trusted only to give columns as they are');
    }
  }
  if (new Set(fields.map(({ name }) => name)).size < fields.length) {
    throw new Doubt('pg-mem makes one of two columns with the same name');
  }
  return fields;
}

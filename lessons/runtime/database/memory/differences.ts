import type { QueryResult } from 'pg-mem';
import { astVisitor, type Expr, type Statement } from 'pgsql-ast-parser';
import type { DeclaredTypes } from './declared-types.ts';

/** A statement that pg-mem has answered, its parameters in place. */
export interface AnsweredStatement {
  readonly statement: Statement;
  readonly result: Pick<QueryResult, 'fields' | 'rows'>;
  readonly declared: DeclaredTypes;
  /** It came in one text with others, one of which writes. */
  readonly isOneOfSeveral: boolean;
}

/** Something that pg-mem, asked alone, answers otherwise than PostgreSQL without saying so. */
interface Difference {
  /** What is told to whoever meets it. */
  readonly says: string;
  isMet(answered: AnsweredStatement): boolean;
}

/** What is known of pg-mem's silent differences. A case of the conformance suite shows each. */
export const DIFFERENCES = {
  bigint: {
    says: 'pg-mem gives a bigint as a number, without the digits beyond 2^53. PostgreSQL gives it as a text.',
    isMet: (answered) => usesType(answered, /^(?:bigint|int8|bigserial)$/),
  },
  numeric: {
    says: 'pg-mem keeps a numeric as a binary fraction: it forgets the scale, does not add exactly, and mostly gives a number. PostgreSQL gives an exact text.',
    isMet: (answered) =>
      usesType(answered, /^(?:numeric|decimal)$/) ||
      someExpression(answered, (expression) => isCallOf(expression, 'avg')),
  },
  'integer range': {
    says: 'pg-mem puts any number into an integer. PostgreSQL refuses one beyond 2147483647.',
    isMet: (answered) =>
      isWrite(answered) &&
      someExpression(answered, (expression) => Math.abs(Number(constantOf(expression))) > 2 ** 31 - 1),
  },
  'division by zero': {
    says: 'pg-mem divides by zero and gives Infinity, which is no integer or numeric. PostgreSQL refuses.',
    isMet: ({ result }) =>
      rowsOf(result).some((row) =>
        Object.values(row).some((value) => typeof value === 'number' && !Number.isFinite(value)),
      ),
  },
  filter: {
    says: 'pg-mem ignores FILTER and counts every row.',
    isMet: (answered) =>
      someExpression(answered, (expression) => expression.type === 'call' && expression.filter !== undefined),
  },
  'group by': {
    says: 'PostgreSQL refuses a column that is neither in GROUP BY nor within an aggregate. pg-mem gives something for it.',
    isMet: ({ statement }) => {
      if (statement.type !== 'select' || !statement.groupBy) return false;
      const grouped = statement.groupBy.flatMap((expression) =>
        expression.type === 'ref' ? expression.name : [],
      );
      return (statement.columns ?? []).some(
        ({ expr }) => expr.type === 'ref' && !grouped.includes(expr.name),
      );
    },
  },
  any: {
    says: 'pg-mem finds no row by = ANY (…) on a column that has an index. PostgreSQL finds them.',
    isMet: (answered) =>
      someExpression(answered, (expression) => isCallOf(expression, 'any') || isCallOf(expression, 'some')),
  },
  'in twice': {
    says: 'pg-mem finds a row twice when its value is twice in IN (…) and the column has an index.',
    isMet: (answered) =>
      someExpression(answered, (expression) => {
        if (expression.type !== 'binary' || expression.op !== 'IN' || expression.right.type !== 'list')
          return false;
        const values = expression.right.expressions.map(constantOf);
        return new Set(values).size < values.length;
      }),
  },
  'not equal': {
    says: 'pg-mem may find rows whose column is NULL by <> or NOT IN, when the column has an index. PostgreSQL never does.',
    isMet: (answered) =>
      someExpression(
        answered,
        (expression) =>
          expression.type === 'binary' && (expression.op === '!=' || expression.op === 'NOT IN'),
      ),
  },
  'order by number': {
    says: 'pg-mem takes the number in ORDER BY for a value, and sorts by nothing. PostgreSQL sorts by that column.',
    isMet: ({ statement }) =>
      statement.type === 'select' && (statement.orderBy ?? []).some(({ by }) => by.type === 'integer'),
  },
  'same name': {
    says: 'Of two columns with one name pg-mem gives the first twice. PostgreSQL gives both.',
    isMet: ({ statement, result }) => {
      const asked =
        statement.type === 'select'
          ? (statement.columns ?? []).map(
              ({ expr, alias }) => alias?.name ?? (expr.type === 'ref' ? expr.name : ''),
            )
          : [];
      const names = [...result.fields.map(({ name }) => name)];
      const isTwice = (all: readonly string[]) =>
        all.some((name, at) => name !== '' && all.indexOf(name) < at);
      return isTwice(names) || isTwice(asked.filter((name) => name !== '*'));
    },
  },
  subquery: {
    says: 'pg-mem takes the first row of a subquery that stands for a value. PostgreSQL refuses one with more rows.',
    isMet: (answered) => someExpression(answered, (expression) => expression.type === 'select'),
  },
  'untyped parameter': {
    says: 'PostgreSQL refuses a parameter whose type nothing tells, as in $1 IS NULL. pg-mem takes it.',
    isMet: (answered) =>
      someExpression(
        answered,
        (expression) =>
          expression.type === 'unary' &&
          /^IS (?:NOT )?NULL$/.test(expression.op) &&
          /^(?:null|string)$/.test(expression.operand.type),
      ),
  },
  'on conflict': {
    says: 'pg-mem counts a row that ON CONFLICT DO NOTHING left out. PostgreSQL does not.',
    isMet: ({ statement }) => statement.type === 'insert' && statement.onConflict?.do === 'do nothing',
  },
  'padded char': {
    says: 'pg-mem does not fill up a char(n) with spaces. PostgreSQL does.',
    isMet: (answered) => usesType(answered, /^(?:char|character|bpchar)$/),
  },
  bytea: {
    says: 'pg-mem takes the text \\x… for the bytes of its letters. PostgreSQL reads it as hexadecimal.',
    isMet: (answered) => usesType(answered, /^bytea$/),
  },
  'column of CASE': {
    says: 'PostgreSQL names the column of an expression after its function, or "case". pg-mem may not.',
    isMet: ({ statement }) =>
      statement.type === 'select' &&
      (statement.columns ?? []).some(({ expr, alias }) => !alias && expr.type === 'case'),
  },
  setting: {
    says: 'pg-mem takes settings and heeds none. PostgreSQL works by them.',
    isMet: ({ statement }) => /^set\b/.test(statement.type),
  },
  'several statements': {
    says: 'Several statements in one text are one transaction on PostgreSQL: the first error undoes all. On pg-mem each stands alone.',
    isMet: ({ isOneOfSeveral }) => isOneOfSeveral,
  },
} as const satisfies Readonly<Record<string, Difference>>;

export type DifferenceName = keyof typeof DIFFERENCES;

/** Transactions that pg-mem's port carries out without pg-mem. */
export const TRANSACTION_DIFFERENCES = {
  sequence: 'ROLLBACK gives the numbers of serial columns back on pg-mem. PostgreSQL leaves a gap.',
  warning: 'PostgreSQL warns of BEGIN within a transaction and of COMMIT outside one. pg-mem says nothing.',
} as const;

/** What is to be told of an answer. */
export function differencesMet(answered: AnsweredStatement): string[] {
  return Object.values<Difference>(DIFFERENCES).flatMap(({ says, isMet }) => (isMet(answered) ? [says] : []));
}

function isWrite({ statement }: AnsweredStatement): boolean {
  return statement.type === 'insert' || statement.type === 'update';
}

function rowsOf(result: AnsweredStatement['result']): Record<string, unknown>[] {
  return result.rows as Record<string, unknown>[];
}

function isCallOf(expression: Expr, name: string): boolean {
  return expression.type === 'call' && expression.function.name.toLowerCase() === name;
}

function constantOf(expression: Expr): string | undefined {
  return expression.type === 'integer' || expression.type === 'numeric' || expression.type === 'string'
    ? String(expression.value)
    : undefined;
}

function someExpression({ statement }: AnsweredStatement, is: (expression: Expr) => boolean): boolean {
  let isFound = false;
  const visitor = astVisitor((own) => ({
    // It also calls back for the parts that an expression has not.
    expr: (expression: Expr | undefined) => {
      if (!expression) return;
      isFound ||= is(expression);
      own.super().expr(expression);
    },
  }));
  visitor.statement(statement);
  return isFound;
}

function writtenColumns(statement: Statement): readonly string[] {
  if (statement.type === 'update') return statement.sets.map(({ column }) => column.name);
  return statement.type === 'insert' ? (statement.columns ?? []).map(({ name }) => name) : [];
}

/** Whether a value of such a type is read or written: a column that was declared so, or a cast. */
function usesType(answered: AnsweredStatement, type: RegExp): boolean {
  const columns = answered.declared.columnsOf(type);
  return (
    writtenColumns(answered.statement).some((name) => columns.has(name)) ||
    answered.result.fields.some(({ name }) => columns.has(name)) ||
    someExpression(
      answered,
      (expression) =>
        (expression.type === 'cast' &&
          'name' in expression.to &&
          type.test(expression.to.name.toLowerCase())) ||
        (expression.type === 'ref' && columns.has(expression.name)),
    )
  );
}

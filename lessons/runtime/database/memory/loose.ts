import type { FieldInfo } from 'pg-mem';
import { astMapper, type Statement } from 'pgsql-ast-parser';
import type { Field } from '../wire/backend.ts';

/** Ids of the types as pg-mem names them; text for what it has no right name for. */
const TYPE_IDS: Readonly<Record<string, number>> = {
  bool: 16,
  bytea: 17,
  bigint: 20,
  integer: 23,
  json: 114,
  float: 701,
  date: 1082,
  time: 1083,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  decimal: 1700,
  uuid: 2950,
  jsonb: 3802,
};

const TEXT = 25;

/** Puts parameters into any statement, as constants whose type pg-mem finds out as it does for literals. */
export function looseStatement(statement: Statement, parameters: readonly (string | null)[]): Statement {
  const mapper = astMapper(() => ({
    parameter: ({ name }) => {
      const text = parameters[Number(name.slice(1)) - 1] ?? null;
      return text === null ? { type: 'null' } : { type: 'string', value: text };
    },
  }));
  return mapper.statement(statement) ?? statement;
}

/** The columns of a result as clients are told of them. */
export function looseFields(fields: readonly FieldInfo[], rows: readonly Record<string, unknown>[]): Field[] {
  return fields.map(({ name, type }) => ({
    name: /^column\d*$/.test(name) ? '?column?' : name,
    typeId: type === 'array' ? arrayTypeId(rows.map((row) => row[name])) : (TYPE_IDS[type] ?? TEXT),
  }));
}

/** pg-mem knows an array when it sees one, but not of what: its elements tell. */
function arrayTypeId(arrays: readonly unknown[]): number {
  const element = arrays.flat(Infinity).find((each) => each !== null && each !== undefined);
  switch (typeof element) {
    case 'boolean':
      return 1000;
    case 'number':
      return Number.isInteger(element) ? 1007 : 1022;
    case 'object':
      return element instanceof Date ? 1185 : 3807;
    default:
      return 1009;
  }
}

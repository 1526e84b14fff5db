import type { DataTypeDef } from 'pgsql-ast-parser';

/** A column's type as PostgreSQL names it, with its id. */
export interface ColumnType {
  readonly name: string;
  readonly typeId: number;
  /** Of varchar(n). */
  readonly maximumLength?: number;
}

const INTEGER: ColumnType = { name: 'integer', typeId: 23 };
const BIGINT: ColumnType = { name: 'bigint', typeId: 20 };
const TIMESTAMPTZ: ColumnType = { name: 'timestamp with time zone', typeId: 1184 };

/**
 * The types in which pg-mem keeps and compares values as PostgreSQL does. It keeps numeric as a float,
 * forgets the scale, and writes json, arrays and intervals in ways of its own.
 */
const FAITHFUL = new Map<string, ColumnType>([
  ['int', INTEGER],
  ['int4', INTEGER],
  ['integer', INTEGER],
  ['serial', INTEGER],
  ['bigint', BIGINT],
  ['int8', BIGINT],
  ['bigserial', BIGINT],
  ['text', { name: 'text', typeId: 25 }],
  ['varchar', { name: 'character varying', typeId: 1043 }],
  ['character varying', { name: 'character varying', typeId: 1043 }],
  ['bool', { name: 'boolean', typeId: 16 }],
  ['boolean', { name: 'boolean', typeId: 16 }],
  ['timestamptz', TIMESTAMPTZ],
  ['timestamp with time zone', TIMESTAMPTZ],
  ['date', { name: 'date', typeId: 1082 }],
  ['uuid', { name: 'uuid', typeId: 2950 }],
]);

/** The type of a column, or undefined when pg-mem has it wrong. */
export function faithfulType(definition: DataTypeDef): ColumnType | undefined {
  if (definition.kind === 'array' || !('name' in definition) || definition.schema) return undefined;
  const type = FAITHFUL.get(definition.name.toLowerCase());
  const length = definition.config?.[0];
  if (!type || length === undefined) return type;
  return type.typeId === 1043 && definition.config?.length === 1
    ? { ...type, name: `${type.name}(${length})`, maximumLength: length }
    : undefined;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d(?::?\d\d)?)$/;

/**
 * The value that a text stands for in a column of this type, as pg-mem takes it; undefined when PostgreSQL
 * would refuse it, or when pg-mem would read it otherwise.
 */
export function faithfulValue(type: ColumnType, text: string): number | string | boolean | undefined {
  switch (type.typeId) {
    case 23:
    case 20: {
      if (!/^-?\d{1,15}$/.test(text)) return undefined;
      const value = Number(text);
      return type.typeId === 20 || (value >= -(2 ** 31) && value < 2 ** 31) ? value : undefined;
    }
    case 25:
    case 1043:
      if (text.includes('\0') || [...text].length > (type.maximumLength ?? Infinity)) return undefined;
      return text;
    case 16:
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 1184: {
      const time = INSTANT.test(text)
        ? Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
        : NaN;
      return Number.isNaN(time) ? undefined : new Date(time).toISOString();
    }
    case 1082:
      return isDay(text) ? text : undefined;
    case 2950:
      return UUID.test(text) ? text : undefined;
    default:
      return undefined;
  }
}

function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A value in PostgreSQL's text form. */
export function valueText(typeId: number, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeId === 114 || typeId === 3802) return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Date) return dateText(typeId, value);
  if (value instanceof Uint8Array) {
    return `\\x${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  }
  if (typeId === 1186 && typeof value === 'object') return intervalText(value as Interval);
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

type Interval = Partial<
  Record<'years' | 'months' | 'days' | 'hours' | 'minutes' | 'seconds' | 'milliseconds', number>
>;

/** '1 years 2 days 03:04:05.5' */
function intervalText({
  years,
  months,
  days,
  hours = 0,
  minutes = 0,
  seconds = 0,
  milliseconds = 0,
}: Interval): string {
  const parts = Object.entries({ years, mons: months, days }).flatMap(([unit, count]) =>
    count ? [`${count} ${unit}`] : [],
  );
  const [whole, fraction] = String(seconds + milliseconds / 1000).split('.');
  const two = (value: number | string | undefined) => String(value).padStart(2, '0');
  return [...parts, `${two(hours)}:${two(minutes)}:${two(whole)}${fraction ? `.${fraction}` : ''}`].join(' ');
}

/** '2024-01-02 03:04:05.67+00': no zeros at the end of the fraction. */
function dateText(typeId: number, date: Date): string {
  const [day = '', time = ''] = date.toISOString().split('T');
  if (typeId === 1082) return day;
  return `${day} ${time.replace(/\.?0*Z$/, '')}${typeId === 1184 ? '+00' : ''}`;
}

function arrayElement(element: unknown): string {
  if (element === null || element === undefined) return 'NULL';
  const isPlain = typeof element === 'number' || typeof element === 'boolean' || Array.isArray(element);
  if (isPlain) return String(valueText(0, element));
  const text = valueText(0, element) ?? 'NULL';
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

import type {
  DifferenceName,
  TRANSACTION_DIFFERENCES,
} from '../../../../lessons/runtime/database/memory/differences.ts';
import type { DIFFERENCES } from '../../../../lessons/runtime/database/postgres/differences.ts';

/** How somebody at the playground learns of a difference. */
type Known =
  /** A sentence beside the statement. */
  | {
      readonly told: DifferenceName | keyof typeof TRANSACTION_DIFFERENCES | keyof typeof DIFFERENCES;
      readonly seen: unknown;
    }
  /** The statement fails, and its error says why. */
  | { readonly refused: string }
  /** Nobody can tell that a program relies on it. */
  | { readonly untold: string; readonly seen: unknown };

/** What the playground's port does otherwise on every engine: there is one backend, and it cannot be interrupted. */
export const OF_THE_PORT: Readonly<Record<string, Known>> = {
  'a row that another has written and not committed is read as it was': {
    refused: 'one connection to the database',
  },
  'two that wait for each other: one is told of the deadlock': { refused: 'one connection to the database' },
  'a serializable transaction fails when another changed what it changes': {
    refused: 'one connection to the database',
  },
  'a statement that takes longer than its client allows': { told: 'timeout', seen: undefined },
  'COPY FROM STDIN without a stream': { refused: 'COPY FROM STDIN is not possible in this playground.' },
};

const NOT_REFUSED = 'It was not refused.';

/** What pg-mem does otherwise when it answers alone. */
export const OF_PG_MEM: Readonly<Record<string, Known>> = {
  ...OF_THE_PORT,
  'a bigint is a text': { told: 'bigint', seen: 2 ** 63 },
  'a bigint of a table keeps every digit': { told: 'bigint', seen: 2 ** 53 },
  'an array of bigints': { told: 'bigint', seen: [1, 2 ** 53] },
  'a BigInt as a bigint': { told: 'bigint', seen: 2 ** 53 },
  'a query has parsers of its own': {
    told: 'bigint',
    seen: [{ visits: '23:9007199254740992', name: '25:Ada' }],
  },
  'RETURNING gives rows': {
    told: 'bigint',
    seen: [
      2,
      [
        { id: 4, name: 'Dan', tags: ['x'], visits: 0, active: true },
        { id: 5, name: 'Eve', tags: ['x'], visits: 0, active: true },
      ],
    ],
  },
  'avg() is a text': { told: 'numeric', seen: '36' },
  'a numeric keeps its scale': { told: 'numeric', seen: 12.5 },
  'a numeric is exact': { told: 'numeric', seen: 0.1 + 0.2 },
  'a numeric may have any size': { told: 'numeric', seen: 1.2345678901234568e29 },
  'a text as a numeric': { told: 'numeric', seen: 1.005 },
  'a numeric that is too large': { told: 'numeric', seen: NOT_REFUSED },
  'a number that is too large': { told: 'integer range', seen: NOT_REFUSED },
  'a division by zero': { told: 'division by zero', seen: NOT_REFUSED },
  'a named statement that fails can be used again': { told: 'division by zero', seen: NOT_REFUSED },
  'after an error the connection goes on': {
    told: 'division by zero',
    seen: [[undefined, '42601', '42703'], [{ one: 1 }]],
  },
  'queries that are sent at once on one client are answered in turn': {
    told: 'division by zero',
    seen: [0, 1, undefined, 3, 4, undefined, 6, 7, undefined, 9],
  },
  'an aggregate counts what its FILTER chooses': { told: 'filter', seen: ['3'] },
  'a column outside GROUP BY': { told: 'group by', seen: NOT_REFUSED },
  'an array to choose from by a key': { told: 'any', seen: '0' },
  'a value that is twice in IN (…) finds a row once': { told: 'in twice', seen: [1, 1] },
  '<> never finds NULL': { told: 'not equal', seen: [2] },
  'ORDER BY the number of a column': { told: 'order by number', seen: ['Ada', 'Bob', 'Cy'] },
  'of two columns with one name the last is kept': { told: 'same name', seen: [{ a: 1, b: 3 }] },
  'rows as arrays keep every column': {
    told: 'same name',
    seen: [
      [1, 1, 'x'],
      [1, 1, 'x'],
      [2, 2, 'x'],
    ],
  },
  'a subquery with too many rows': { told: 'subquery', seen: NOT_REFUSED },
  'a parameter whose type nobody knows': { told: 'untyped parameter', seen: NOT_REFUSED },
  'ON CONFLICT': { told: 'on conflict', seen: [1, [{ id: 1, name: 'Eve' }]] },
  'a char(n) is padded': { told: 'padded char', seen: 'ab' },
  bytea: { told: 'bytea', seen: Buffer.from(String.raw`\xdeadbeef`) },
  'names of columns that nobody named': {
    told: 'column of CASE',
    seen: ['?column?', '?column?', 'count', 'max', '?column?', '?column?'],
  },
  'SET LOCAL ends with its transaction': { told: 'setting', seen: [undefined, undefined] },
  'several statements in one text are one transaction': {
    told: 'several statements',
    seen: [undefined, [{ count: '3' }]],
  },
  'ROLLBACK does not give a number of a sequence back': { told: 'sequence', seen: [{ id: 4 }] },
  'BEGIN within a transaction and COMMIT outside one are warnings': { told: 'warning', seen: [] },
  'a result has the fields of its columns': {
    untold: "pg-mem does not tell a column's table, length and precision.",
    seen: [
      ['id', 23, -1, -1, 'text', 0, false],
      ['name', 25, -1, -1, 'text', 0, false],
      ['email', 25, -1, -1, 'text', 0, false],
      ['balance', 701, -1, -1, 'text', 0, false],
      ['created', 1184, -1, -1, 'text', 0, false],
      ['tags', 1009, -1, -1, 'text', 0, false],
      ['one', 23, -1, -1, 'text', 0, false],
    ],
  },
  'a named statement whose rows have changed their shape': {
    untold: 'pg-mem plans anew each time.',
    seen: NOT_REFUSED,
  },
  'an error is a DatabaseError with a name and a stack': {
    untold: 'pg-mem has no routines to name.',
    seen: [true, 'error', 'DatabaseError', undefined],
  },
  'a numeric that is no number': { refused: 'invalid input syntax for float: NaN' },
  'a double is a number': { refused: 'type "float8" does not exist' },
  'an endless double': { refused: 'type "float8" does not exist' },
  'a fraction as a double': { refused: 'type "float8" does not exist' },
  'values in binary form': { refused: 'type "float8" does not exist' },
  'a timestamp without end': { refused: 'Invalid timestamp format: infinity' },
  'a point': { refused: 'function point(integer,float) does not exist' },
  'a range is a text': { refused: 'function int4range(integer,integer) does not exist' },
  'a row is a text': { refused: 'function row(integer,text) does not exist' },
  booleans: { refused: 'Can only apply "-" unary operator to numeric types' },
  'an array is an array, not json': { refused: 'invalid input syntax for integer: NULL' },
  'an array of arrays as a parameter': { refused: 'Array depth mismatch' },
  bytes: { refused: 'pg-mem takes no binary values' },
  'bytes of a Uint8Array': { refused: 'pg-mem takes no binary values' },
  'twenty thousand rows': { refused: 'function generate_series(integer,integer) does not exist' },
  'a value of a megabyte': { refused: 'function repeat(text,integer) does not exist' },
  'wrong syntax': { refused: 'Syntax error' },
  'a statement that ends too soon': { refused: 'Unexpected end of input' },
  'a table that does not exist': { refused: 'relation "nowhere" does not exist' },
  'a column that does not exist': { refused: 'column "nam" does not exist' },
  'a column that is ambiguous': { refused: 'column reference "id" is ambiguous' },
  'a function that does not exist': { refused: 'function nope(integer) does not exist' },
  'types that do not compare': { refused: 'cannot cast type text to integer' },
  'a value that is taken': { refused: 'duplicate key value violates unique constraint' },
  'a key that is taken': { refused: 'duplicate key value violates unique constraint' },
  'a reference to nothing': { refused: 'violates foreign key constraint' },
  'a row that is referred to': { refused: 'violates foreign key constraint' },
  'a value that must be there': { refused: 'violates not-null constraint' },
  'a value that a CHECK refuses': { refused: 'is violated by some row' },
  'a text that is too long': { refused: 'value too long for type character varying(40)' },
  'a text that is no number': { refused: 'invalid input syntax for integer: abc' },
  'a text that is no uuid': { refused: 'cannot cast type text to uuid' },
  'a text that is no json': { refused: 'invalid input syntax for type json' },
  'a day that does not exist': { refused: 'Invalid timestamp format' },
  'a byte that no text may hold': { refused: 'invalid byte sequence for encoding "UTF8": 0x00' },
  'an error of a function, with all that it says': { refused: 'plpgsql' },
  'ROLLBACK undoes changes of the schema': { refused: 'pg-mem cannot undo a change of the schema' },
  'a transaction that may only read': { refused: 'pg-mem is not trusted with this form of transaction' },
  'a constraint that waits for COMMIT': { refused: 'Syntax error' },
  'literals and identifiers are quoted': { refused: 'Bad escaped character' },
  'settings of one connection are not those of another': {
    refused: 'cannot cast type timestamp with time zone to text',
  },
  'a setting that the client brings along': { refused: 'function current_setting(text) does not exist' },
  'a statement that takes longer than its client allows': {
    refused: 'function pg_sleep(float) does not exist',
  },
  'an answer that the driver does not wait for': { refused: 'function pg_sleep(float) does not exist' },
  'PREPARE, EXECUTE and DEALLOCATE in SQL': { refused: '"PREPARE" statement' },
  'rows in portions of a portal, of which the driver counts the last': { refused: 'generate_series' },
  'rows in portions of two connections at once': { refused: 'pg-mem has no cursors' },
  'a cursor in SQL': { refused: 'Syntax error' },
  'notices have the fields of errors': { refused: 'plpgsql' },
  'a notification reaches those that listen, when its transaction is committed': { refused: 'Syntax error' },
  'COPY TO STDOUT counts its rows': { refused: 'Syntax error' },
  'COPY FROM STDIN without a stream': { refused: 'Syntax error' },
};

/** Where pg-mem answers as PostgreSQL does, and somebody is told of a difference that a like statement would show. */
export const TOLD_IN_VAIN: readonly string[] = [
  'an array to choose from',
  'commands that give no rows',
  'several statements in one text give several results',
  'a client has parsers of its own',
  'ROLLBACK undoes what was done',
];

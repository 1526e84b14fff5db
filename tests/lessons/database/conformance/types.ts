import { withClient, withValue, type ConformanceCase } from './case.ts';

const day = (text: string) => {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
  return new Date(year, month - 1, date);
};

/** Types on their way out: as text of the database becomes a value of JavaScript. */
export const TYPES_OUT: readonly ConformanceCase[] = [
  withValue('an integer is a number', 'SELECT 2147483647::integer', [], 2147483647),
  withValue('a smallint is a number', 'SELECT (-32768)::smallint', [], -32768),
  withValue('a bigint is a text', 'SELECT 9223372036854775807::bigint', [], '9223372036854775807'),
  withValue(
    'a bigint of a table keeps every digit',
    'SELECT visits FROM users WHERE id = 1',
    [],
    '9007199254740993',
  ),
  withValue('count() is a text', 'SELECT count(*) FROM users', [], '3'),
  withValue('sum() of integers is a text', 'SELECT sum(age) FROM users', [], '72'),
  withValue('avg() is a text', 'SELECT avg(age) FROM users', [], '36.0000000000000000'),
  withValue('a numeric keeps its scale', 'SELECT balance FROM users WHERE id = 1', [], '12.50'),
  withValue('a numeric is exact', 'SELECT 0.1::numeric + 0.2::numeric', [], '0.3'),
  withValue(
    'a numeric may have any size',
    "SELECT '123456789012345678901234567890.5'::numeric",
    [],
    '123456789012345678901234567890.5',
  ),
  withValue('a numeric that is no number', "SELECT 'NaN'::numeric", [], 'NaN'),
  withValue('a double is a number', 'SELECT 0.1::float8 + 0.2::float8', [], 0.30000000000000004),
  withValue('a real is a number', 'SELECT 1.5::real', [], 1.5),
  withValue('an endless double', "SELECT '-Infinity'::float8", [], -Infinity),
  withValue('a boolean', 'SELECT active FROM users WHERE id = 2', [], false),
  withValue('NULL', 'SELECT active FROM users WHERE id = 3', [], null),
  withValue('a text', "SELECT 'Žofie 🦊 ''quoted'''::text", [], "Žofie 🦊 'quoted'"),
  withValue('an empty text is not NULL', "SELECT ''::text", [], ''),
  withValue('a char(n) is padded', "SELECT 'ab'::char(4)", [], 'ab  '),
  withValue('a json object', `SELECT '{"a": [1, null]}'::json`, [], { a: [1, null] }),
  withValue('a jsonb object', 'SELECT settings FROM users WHERE id = 1', [], { theme: 'dark' }),
  withValue('a jsonb array', 'SELECT settings FROM users WHERE id = 3', [], [1, null]),
  withValue('a jsonb text', `SELECT '"text"'::jsonb`, [], 'text'),
  withValue("jsonb's null", `SELECT 'null'::jsonb`, [], null),
  withValue('a field of jsonb as text', "SELECT settings ->> 'theme' FROM users WHERE id = 1", [], 'dark'),
  withValue('an array of texts', 'SELECT tags FROM users WHERE id = 1', [], ['a', 'b']),
  withValue('an empty array', 'SELECT tags FROM users WHERE id = 3', [], []),
  withValue(
    'an array with quotes, commas and NULL',
    `SELECT ARRAY['a,b', '"', NULL, 'NULL', '\\', '{}']`,
    [],
    ['a,b', '"', null, 'NULL', '\\', '{}'],
  ),
  withValue(
    'an array of arrays',
    'SELECT ARRAY[[1, 2], [3, 4]]',
    [],
    [
      [1, 2],
      [3, 4],
    ],
  ),
  withValue('an array of booleans', 'SELECT ARRAY[true, NULL, false]', [], [true, null, false]),
  withValue(
    'an array of bigints',
    'SELECT ARRAY[1::bigint, 9007199254740993]',
    [],
    ['1', '9007199254740993'],
  ),
  withValue('an array of numerics', 'SELECT ARRAY[1.50, 2]', [], [1.5, 2]),
  withValue('an array of jsonb', `SELECT ARRAY['{"a": 1}'::jsonb]`, [], [{ a: 1 }]),
  withValue('bytea', String.raw`SELECT '\xdeadbeef'::bytea`, [], Buffer.from('deadbeef', 'hex')),
  withValue(
    'a uuid',
    "SELECT 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid",
    [],
    'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
  ),
  withValue(
    'a date is midnight where the program runs',
    'SELECT born FROM users WHERE id = 3',
    [],
    day('2000-02-29'),
  ),
  withValue(
    'a timestamptz is a moment',
    'SELECT created FROM users WHERE id = 1',
    [],
    new Date('2024-01-02T03:04:05.670Z'),
  ),
  withValue(
    'a timestamptz of another zone',
    "SELECT '2024-07-01 12:00:00+05:30'::timestamptz",
    [],
    new Date('2024-07-01T06:30:00Z'),
  ),
  withValue(
    'a timestamptz is cut to milliseconds',
    "SELECT '2024-07-01 12:00:00.123456Z'::timestamptz",
    [],
    new Date('2024-07-01T12:00:00.123Z'),
  ),
  withValue(
    'a timestamp is of the zone where the program runs',
    "SELECT '2024-07-01 12:00:00'::timestamp",
    [],
    new Date(2024, 6, 1, 12),
  ),
  withValue('a timestamp without end', "SELECT 'infinity'::timestamptz", [], Infinity),
  withValue('a time', "SELECT '04:05:06.789'::time", [], '04:05:06.789'),
  withClient(
    'an interval has parts',
    async (client) => {
      const { rows } = await client.query<{ interval: object }>("SELECT interval '1 year 2 days 03:04:05.5'");
      return { ...rows[0]?.interval };
    },
    { years: 1, days: 2, hours: 3, minutes: 4, seconds: 5, milliseconds: 500 },
  ),
  withValue('a point', 'SELECT point(1, 2.5)', [], { x: 1, y: 2.5 }),
  withValue('a range is a text', 'SELECT int4range(1, 5)', [], '[1,5)'),
  withValue('a row is a text', "SELECT ROW(1, 'a b')", [], '(1,"a b")'),
  withValue('an address is a text', "SELECT '10.0.0.1/8'::inet", [], '10.0.0.1/8'),
];

/** Types on their way in: what a value of JavaScript becomes when it is a parameter. */
export const TYPES_IN: readonly ConformanceCase[] = [
  withValue('a number as an integer', 'SELECT $1::integer', [7], 7),
  withValue('a number without a type is a text', 'SELECT $1', [7], '7'),
  withValue('a fraction as a double', 'SELECT $1::float8', [0.1], 0.1),
  withValue('a BigInt as a bigint', 'SELECT $1::bigint', [9007199254740993n], '9007199254740993'),
  withValue('a text as a numeric', 'SELECT $1::numeric(10, 2)', ['1.005'], '1.01'),
  withValue('booleans', 'SELECT $1::boolean AND NOT $2', [true, false], true),
  withValue('null', 'SELECT $1::text IS NULL', [null], true),
  withValue('undefined is NULL', 'SELECT $1::text IS NULL', [undefined], true),
  withValue(
    'hostile text stays a value',
    'SELECT name FROM users WHERE name = $1',
    [`' OR '1'='1`],
    undefined,
  ),
  withValue(
    'a Date as a timestamptz',
    'SELECT $1::timestamptz',
    [new Date('2024-03-31T01:02:03.456Z')],
    new Date('2024-03-31T01:02:03.456Z'),
  ),
  withValue(
    'a Date as a date is the day where the program runs',
    'SELECT $1::date',
    [new Date(2024, 1, 29, 23, 59)],
    day('2024-02-29'),
  ),
  withValue('an object as jsonb', 'SELECT $1::jsonb', [{ a: [1, 'x'] }], { a: [1, 'x'] }),
  withValue('an array is an array, not json', 'SELECT $1::integer[]', [[1, null, 3]], [1, null, 3]),
  withValue(
    'an array of arrays as a parameter',
    'SELECT $1::text[]',
    [
      [
        ['a', 'b,'],
        ['"', '\\'],
      ],
    ],
    [
      ['a', 'b,'],
      ['"', '\\'],
    ],
  ),
  withValue('an empty array as a parameter', 'SELECT $1::integer[]', [[]], []),
  withValue(
    'an array to choose from by a key',
    'SELECT count(*) FROM users WHERE id = ANY($1)',
    [[1, 3]],
    '2',
  ),
  withValue(
    'an array to choose from',
    'SELECT count(*) FROM users WHERE name = ANY($1::text[])',
    [['Ada', 'Bob']],
    '2',
  ),
  withValue('bytes', 'SELECT $1::bytea', [Buffer.from([0, 255, 92, 39])], Buffer.from([0, 255, 92, 39])),
  withValue('bytes of a Uint8Array', 'SELECT $1::bytea', [new Uint8Array([1, 2])], Buffer.from([1, 2])),
  withValue('what says itself what it is', 'SELECT $1::text', [{ toPostgres: () => 'said' }], 'said'),
  withValue('the same parameter twice', 'SELECT $1::text || $1', ['a'], 'aa'),
  withValue('parameters out of order', 'SELECT $2::text || $1::text', ['a', 'b'], 'ba'),
  withValue(
    'a thousand parameters',
    `SELECT ${Array.from({ length: 1000 }, (_, index) => `$${index + 1}::integer`).join(' + ')}`,
    Array.from({ length: 1000 }, () => 1),
    1000,
  ),
  withValue('a large text', 'SELECT length($1)', ['x'.repeat(1_000_000)], 1_000_000),
];

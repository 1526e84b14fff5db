import type pg from 'pg';
import { errorOf, withClient, withError, type ConformanceCase } from './case.ts';

/** Errors, with their codes and fields as node-postgres gives them. */
export const ERRORS: readonly ConformanceCase[] = [
  withError('wrong syntax', 'SELEC 1', [], {
    message: 'syntax error at or near "SELEC"',
    code: '42601',
    severity: 'ERROR',
    position: '1',
  }),
  withError('a statement that ends too soon', 'SELECT id FROM', [], {
    message: 'syntax error at end of input',
    code: '42601',
    severity: 'ERROR',
    position: '15',
  }),
  withError('a table that does not exist', 'SELECT * FROM nowhere', [], {
    message: 'relation "nowhere" does not exist',
    code: '42P01',
    severity: 'ERROR',
    position: '15',
  }),
  withError('a column that does not exist', 'SELECT nam FROM users', [], {
    message: 'column "nam" does not exist',
    code: '42703',
    severity: 'ERROR',
    position: '8',
    hint: 'Perhaps you meant to reference the column "users.name".',
  }),
  withError('a column that is ambiguous', 'SELECT id FROM users JOIN posts ON true', [], {
    message: 'column reference "id" is ambiguous',
    code: '42702',
    severity: 'ERROR',
    position: '8',
  }),
  withError('a function that does not exist', 'SELECT nope(1)', [], {
    message: 'function nope(integer) does not exist',
    code: '42883',
    severity: 'ERROR',
    position: '8',
    hint: 'No function matches the given name and argument types. You might need to add explicit type casts.',
  }),
  withError('types that do not compare', 'SELECT id FROM users WHERE name = 1', [], {
    message: 'operator does not exist: text = integer',
    code: '42883',
    severity: 'ERROR',
    position: '33',
    hint: 'No operator matches the given name and argument types. You might need to add explicit type casts.',
  }),
  withError('a column outside GROUP BY', 'SELECT name, count(*) FROM users GROUP BY age', [], {
    message: 'column "users.name" must appear in the GROUP BY clause or be used in an aggregate function',
    code: '42803',
    severity: 'ERROR',
    position: '8',
  }),
  withError(
    'a value that is taken',
    'INSERT INTO users (name, email) VALUES ($1, $2)',
    ['X', 'ada@example.org'],
    {
      message: 'duplicate key value violates unique constraint "users_email_key"',
      code: '23505',
      severity: 'ERROR',
      detail: 'Key (email)=(ada@example.org) already exists.',
      schema: 'public',
      table: 'users',
      constraint: 'users_email_key',
    },
  ),
  withError('a key that is taken', "INSERT INTO users (id, name) VALUES (1, 'X')", [], {
    message: 'duplicate key value violates unique constraint "users_pkey"',
    code: '23505',
    severity: 'ERROR',
    detail: 'Key (id)=(1) already exists.',
    schema: 'public',
    table: 'users',
    constraint: 'users_pkey',
  }),
  withError('a reference to nothing', 'INSERT INTO posts (user_id, title) VALUES ($1, $2)', [99, 'x'], {
    message: 'insert or update on table "posts" violates foreign key constraint "posts_user_id_fkey"',
    code: '23503',
    severity: 'ERROR',
    detail: 'Key (user_id)=(99) is not present in table "users".',
    schema: 'public',
    table: 'posts',
    constraint: 'posts_user_id_fkey',
  }),
  withError('a row that is referred to', 'DELETE FROM users WHERE id = 1', [], {
    message:
      'update or delete on table "users" violates foreign key constraint "posts_user_id_fkey" on table "posts"',
    code: '23503',
    severity: 'ERROR',
    detail: 'Key (id)=(1) is still referenced from table "posts".',
    schema: 'public',
    table: 'posts',
    constraint: 'posts_user_id_fkey',
  }),
  withClient(
    'a value that must be there',
    async (client) => {
      const { detail, ...error } = await errorOf(client.query('INSERT INTO posts (user_id) VALUES (1)'));
      return { ...error, hasDetail: detail !== undefined };
    },
    {
      message: 'null value in column "title" of relation "posts" violates not-null constraint',
      code: '23502',
      severity: 'ERROR',
      schema: 'public',
      table: 'posts',
      column: 'title',
      hasDetail: true,
    },
  ),
  withClient(
    'a value that a CHECK refuses',
    async (client) => {
      const { detail, ...error } = await errorOf(client.query('UPDATE users SET age = -1 WHERE id = 1'));
      return { ...error, hasDetail: detail !== undefined };
    },
    {
      message: 'new row for relation "users" violates check constraint "users_age_check"',
      code: '23514',
      severity: 'ERROR',
      schema: 'public',
      table: 'users',
      constraint: 'users_age_check',
      hasDetail: true,
    },
  ),
  withError(
    'a text that is too long',
    'INSERT INTO users (name, email) VALUES ($1, $2)',
    ['X', 'x'.repeat(41)],
    { message: 'value too long for type character varying(40)', code: '22001', severity: 'ERROR' },
  ),
  withError(
    'a number that is too large',
    'INSERT INTO users (name, age) VALUES ($1, $2)',
    ['X', 3_000_000_000],
    {
      message: 'value "3000000000" is out of range for type integer',
      code: '22003',
      severity: 'ERROR',
      where: "unnamed portal parameter $2 = '...'",
    },
  ),
  withError('a numeric that is too large', 'UPDATE users SET balance = 123456789 WHERE id = 1', [], {
    message: 'numeric field overflow',
    code: '22003',
    severity: 'ERROR',
    detail: 'A field with precision 10, scale 2 must round to an absolute value less than 10^8.',
  }),
  withError('a text that is no number', 'SELECT * FROM users WHERE id = $1', ['abc'], {
    message: 'invalid input syntax for type integer: "abc"',
    code: '22P02',
    severity: 'ERROR',
    where: "unnamed portal parameter $1 = '...'",
  }),
  withError('a text that is no uuid', "SELECT 'x'::uuid", [], {
    message: 'invalid input syntax for type uuid: "x"',
    code: '22P02',
    severity: 'ERROR',
    position: '8',
  }),
  withError('a text that is no json', `SELECT '{"a"'::jsonb`, [], {
    message: 'invalid input syntax for type json',
    code: '22P02',
    severity: 'ERROR',
    position: '8',
    detail: 'The input string ended unexpectedly.',
    where: 'JSON data, line 1: {"a"',
  }),
  withError('a day that does not exist', "SELECT '2023-02-29'::date", [], {
    message: 'date/time field value out of range: "2023-02-29"',
    code: '22008',
    severity: 'ERROR',
    position: '8',
  }),
  withError('a byte that no text may hold', 'SELECT $1::text', ['a\0b'], {
    message: 'invalid byte sequence for encoding "UTF8": 0x00',
    code: '22021',
    severity: 'ERROR',
    where: 'unnamed portal parameter $1',
  }),
  withError('a division by zero', 'SELECT 1 / 0', [], {
    message: 'division by zero',
    code: '22012',
    severity: 'ERROR',
  }),
  withError('too few parameters', 'SELECT $1::text, $2::text', ['a'], {
    message: 'bind message supplies 1 parameters, but prepared statement "" requires 2',
    code: '08P01',
    severity: 'ERROR',
  }),
  withError('too many parameters', 'SELECT $1::text', ['a', 'b'], {
    message: 'bind message supplies 2 parameters, but prepared statement "" requires 1',
    code: '08P01',
    severity: 'ERROR',
  }),
  withError('a parameter whose type nobody knows', 'SELECT id FROM users WHERE $1 IS NULL', [null], {
    message: 'could not determine data type of parameter $1',
    code: '42P18',
    severity: 'ERROR',
  }),
  withError('several statements with parameters', 'SELECT $1::text; SELECT 2', ['a'], {
    message: 'cannot insert multiple commands into a prepared statement',
    code: '42601',
    severity: 'ERROR',
  }),
  withError('a subquery with too many rows', 'SELECT (SELECT id FROM users)', [], {
    message: 'more than one row returned by a subquery used as an expression',
    code: '21000',
    severity: 'ERROR',
  }),
  withError(
    'an error of a function, with all that it says',
    `DO $$ BEGIN RAISE EXCEPTION 'sold out' USING ERRCODE = 'SHOP1', DETAIL = 'none left', HINT = 'come again',
       COLUMN = 'c', CONSTRAINT = 'k', DATATYPE = 'd', TABLE = 't', SCHEMA = 's'; END $$`,
    [],
    {
      message: 'sold out',
      code: 'SHOP1',
      severity: 'ERROR',
      detail: 'none left',
      hint: 'come again',
      where: 'PL/pgSQL function inline_code_block line 1 at RAISE',
      schema: 's',
      table: 't',
      column: 'c',
      dataType: 'd',
      constraint: 'k',
    },
  ),
  withClient(
    'an error is a DatabaseError with a name and a stack',
    async (client) => {
      const error = await client.query('SELECT nope(1)').catch((thrown: Error) => thrown);
      return [
        error instanceof Error,
        (error as Error).name,
        (error as Error).constructor.name,
        (error as pg.DatabaseError).routine,
      ];
    },
    [true, 'error', 'DatabaseError', 'ParseFuncOrColumn'],
  ),
  withClient(
    'after an error the connection goes on',
    async (client) => {
      const codes = [];
      for (const sql of ['SELECT 1 / 0', 'nonsense', 'SELECT nope FROM users']) {
        codes.push(
          await client.query(sql, []).then(
            () => undefined,
            (error: pg.DatabaseError) => error.code,
          ),
        );
      }
      return [codes, (await client.query('SELECT 1 AS one')).rows];
    },
    [['22012', '42601', '42703'], [{ one: 1 }]],
  ),
];

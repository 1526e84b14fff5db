import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstWord, keywordsOf, splitStatements } from '../../../lessons/runtime/database/sql/statements.ts';

describe('a text of several statements', () => {
  test.each([
    ['SELECT 1; SELECT 2;', ['SELECT 1', 'SELECT 2']],
    ["SELECT ';', \";\"; SELECT E'\\';'", ['SELECT \';\', ";"', "SELECT E'\\';'"]],
    ["SELECT 'it''s;'; SELECT 2", ["SELECT 'it''s;'", 'SELECT 2']],
    ['SELECT 1 -- a; b\n; /* ; /* ; */ ; */ SELECT 2', ['SELECT 1 -- a; b', '/* ; /* ; */ ; */ SELECT 2']],
    ['DO $$ BEGIN; END $$; DO $a$ $$;$$ $a$', ['DO $$ BEGIN; END $$', 'DO $a$ $$;$$ $a$']],
    ['SELECT $1; SELECT $2', ['SELECT $1', 'SELECT $2']],
    [
      'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3',
      [
        'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END',
        'SELECT 3',
      ],
    ],
    [
      'BEGIN; END; SELECT CASE WHEN true THEN 1 END; SELECT 2',
      ['BEGIN', 'END', 'SELECT CASE WHEN true THEN 1 END', 'SELECT 2'],
    ],
    ["SELECT 'open; SELECT 2", ["SELECT 'open; SELECT 2"]],
    [' ; -- nothing\n ;; /* here */ ', []],
  ])('%j', (text, statements) => {
    expect(splitStatements(text).map(({ sql }) => sql)).toEqual(statements);
  });

  test('is cut at the places it says, whatever it holds', () => {
    const piece = fc.constantFrom(
      ';',
      "'",
      '"',
      '--',
      '/*',
      '*/',
      '\n',
      '$$',
      '$a$',
      '\\',
      'E',
      'BEGIN ATOMIC',
      'END',
      ' x ',
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (text) => {
          let end = 0;
          for (const { sql, offset } of splitStatements(text)) {
            expect(text.slice(offset, offset + sql.length)).toBe(sql);
            expect(offset).toBeGreaterThanOrEqual(end);
            end = offset + sql.length;
          }
        },
      ),
    );
  });

  test('keeps statements whole that hold anything in quotes', () => {
    const quoted = fc
      .tuple(fc.constantFrom("'", '"'), fc.string())
      .map(([quote, text]) => quote + text.replaceAll(quote, quote + quote) + quote);
    fc.assert(
      fc.property(fc.array(quoted, { minLength: 1 }), (texts) => {
        const statements = texts.map((text) => `SELECT ${text}`);
        expect(splitStatements(statements.join(' ; ')).map(({ sql }) => sql)).toEqual(statements);
      }),
    );
  });
});

test('keywords are told from what is quoted and from comments', () => {
  expect(keywordsOf('select \'drop\' /* x */ as "Delete" -- y\n from t')).toBe('SELECT \'\' AS "" FROM T');
  expect(firstWord('/* a */ -- b\n ( select 1)')).toBe('SELECT');
  expect(firstWord('')).toBe('');
});

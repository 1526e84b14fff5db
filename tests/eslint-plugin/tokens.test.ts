import { describe, expect, test } from 'vitest';
import { endOfComment } from '../../eslint-plugin/src/sql/token-ends.ts';
import { tokenize } from '../../eslint-plugin/src/sql/tokenizer.ts';
import { TextBuilder } from '../../eslint-plugin/src/sql/text.ts';
import { type Dialect, HOLE } from '../../eslint-plugin/src/sql/tokens.ts';
import { testCases } from './rule-cases.ts';

const KINDS = {
  word: '',
  name: 'n',
  string: 's',
  number: 'd',
  parameter: 'p',
  symbol: 'y',
  hole: 'h',
  edge: 'e',
} as const;

/** The tokens of a text, each behind a letter for its kind; `@` stands for an expression of the program. */
function tokens(text: string, dialect: Dialect = 'unknown'): string {
  return tokenize(text.replaceAll('@', HOLE), dialect)
    .map(
      ({ kind, text: token, hasHole }) =>
        `${KINDS[kind]}${hasHole ? '!' : ''}${kind === 'symbol' ? '' : ':'}${token.replaceAll(HOLE, '@')}`,
    )
    .join(' ');
}

test.each([
  ['select A_1 from ünï$x', ':SELECT :A_1 :FROM :ÜNÏ$X'],
  ['az AZ _z {9 $90 0xafAF9 0XfF0', ':AZ :AZ :_Z y{ d:9 p:$90 d:0xafAF9 d:0XfF0'],
  ["'a''b' 'c", "s:'a''b' s:'c"],
  ["'a\\'b' c", "s:'a\\'b' :C"],
  ["'a\\' , b", "s:'a\\' y, :B"],
  ["'a\\\\' b", "s:'a\\\\' :B"],
  ["E'a\\'b' n'c' x'1F' b'01' U'd' e'", "s:E'a\\'b' s:n'c' s:x'1F' s:b'01' s:U'd' s:e'"],
  ["ab'c' y'd'", ":AB s:'c' :Y s:'d'"],
  ['"a""b" "c', 'n:a""b n:'],
  ['`a``b` ""', 'n:a``b n:'],
  ['"a\\"b" c', 'n:a\\"b :C'],
  ['`a\\` b', 'n:a\\ :B'],
  // Names of SQL Server, and arrays of PostgreSQL.
  ['[order] [dbo].[b c],[d]', 'n:order n:dbo y. n:b c y, n:d'],
  [
    'a[b] [1] ARRAY[c] ARRAY [d] [@] [e',
    ':A y[ :B y] y[ d:1 y] :ARRAY y[ :C y] :ARRAY y[ :D y] y[ h!:@ y] y[ :E',
  ],
  [
    '1 1.5 .5 1e5 1.5E+3 1e-3 0xFf 1_000 1..2 3.',
    'd:1 d:1.5 d:.5 d:1e5 d:1.5E+3 d:1e-3 d:0xFf d:1_000 d:1 y. d:.2 d:3.',
  ],
  ['1e+ 1e- 2g 3x4', 'd:1e y+ d:1e y- d:2 :G d:3x4'],
  ['1+2 1-3', 'd:1 y+ d:2 d:1 y- d:3'],
  ['a.1 a .5 "b".2 @.3 (.4', ':A y. d:1 :A d:.5 n:b y. d:2 h!:@ y. d:3 y( d:.4'],
  ['$1 $12a $name $@ $ $$', 'p:$1 p:$12a p:$name p!:$@ y$ y$ y$'],
  [':a @a ::b :1 a:b', 'p::a !:@A y:: :B y: d:1 :A p::b'],
  [':@ ?', 'p!::@ p:?'],
  ['? ?1 ?12 ?? ?| ?& ?@ ?1?', 'p:? p:?1 p:?12 p:?? y? y| y? y& p!:?@ p:?1?'],
  ['@ @a a@ a@b "@" \'@\'', "h!:@ !:@A !:A@ !:A@B n!:@ s!:'@'"],
  [
    '->> #>> :: <= >= <> != || -> #> := @> <@ && == =>',
    'y->> y#>> y:: y<= y>= y<> y!= y|| y-> y#> y:= h!:@ y> y< h!:@ y&& y== y=>',
  ],
  [
    '= < > - / * + % ^ ~ ! | & # . , ; ( ) [ ] { }',
    'y= y< y> y- y/ y* y+ y% y^ y~ y! y| y& y# y. y, y; y( y) y[ y] y{ y}',
  ],
  ['a-- b\nc -- d', ':A :C'],
  ['a - - b', ':A y- y- :B'],
  ['a /* b */ c /* /* d */ e */ f', ':A :C :F'],
  ['a /* b', ':A'],
  ['a /* b / c */ d */ e', ':A :D y* y/ :E'],
  ['a /* /* b */ c', ':A :C'],
  ['a /*/ b */ c', ':A :C'],
  ['a / b', ':A y/ :B'],
  ['a # b\nc', ':A y# :B :C'],
  ['a\u00a0b\u3000c\td', ':A :B :C :D'],
  ['$$a;b$$ $x$ $$ $x$ $y$ c', 's:$$a;b$$ s:$x$ $$ $x$ p:$y$ :C'],
  ['$$a $b$$', 's:$$a $b$$'],
  ['$$$$ a', 's:$$$$ :A'],
  ['$a$b$a$ $a$c$a$', 's:$a$b$a$ s:$a$c$a$'],
  ['$a b$', 'p:$a :B$'],
  ['ß1 ŉx', ':SS1 :ʼNX'],
  ['😀 a', 'y\ud83d y\ude00 :A'],
  ['', ''],
])('%s', (text, expected) => {
  expect(tokens(text)).toBe(expected);
});

describe('dialects', () => {
  test.each<[string, Dialect, string]>([
    ["'a\\'b' c", 'mysql', "s:'a\\'b' :C"],
    ["'a\\'b' c", 'postgresql', "s:'a\\' s:b' c"],
    ["'a\\'b' c", 'sqlite', "s:'a\\' s:b' c"],
    ['"a" b', 'mysql', 's:a :B'],
    ['"a\\"b" c', 'mysql', 's:a\\"b :C'],
    ['"a\\"b" c', 'postgresql', 'n:a\\ :B n: '],
    ['`a\\` b', 'mysql', 'n:a\\ :B'],
    ['a # b\nc', 'mysql', ':A :C'],
    ['a # b\nc', 'postgresql', ':A y# :B :C'],
    ["E'a\\'b' c", 'postgresql', "s:E'a\\'b' :C"],
  ])('%s in %s', (text, dialect, expected) => {
    expect(tokens(text, dialect)).toBe(expected);
  });
});

test('tokens know where they are', () => {
  const places = tokenize('SELECT "a" , $1').map(({ start, end }) => [start, end]);
  expect(places).toEqual([
    [0, 6],
    [7, 10],
    [11, 12],
    [13, 15],
  ]);
});

test('a long comment ends at its first end', () => {
  const text = `/* /* ${'x'.repeat(6000)} */ */`;
  expect(endOfComment(text, 0)).toBe(text.length - 3);
  expect(endOfComment('/* /* x */ */ y', 0)).toBe(13);
});

test('what makes a text longer than any statement is left out', () => {
  const builder = new TextBuilder();
  builder.addGlue(' '.repeat(999_999));
  builder.addGlue('ab');
  builder.addGlue('a');
  builder.addGlue('b');
  expect(builder.length).toBe(1_000_000);
});

/** Where a star stands, however the text before it is spelled in the file. */
const spelled = (before: string): string => `db.query('${before} SELECT ⟦*⟧ FROM users');`;
testCases('no-select-star', {
  invalid: [
    ...[
      '\\n',
      '\\t\\n',
      '\\x20',
      '\\u0020',
      '\\u{20}',
      '\\u{00020}',
      '/* \\u{1F600} */',
      '/* 😀 */',
      '/* \\u{e9} */',
      '\\n/* 😀 */',
      '/* \\\\ */',
      "/* \\' */",
      '/* \\x41\\x42 */',
      '/* \\u00e9\\u00e9 */',
      '/* \\uD83D\\uDE00 */',
      '/* \\x41😀 */',
      '/* \uE000 */',
      '\\\n',
      '\\\r\n',
      '\\\r',
      '\\\u2028',
    ].map(spelled),
    'db.query(`\n\n  SELECT ⟦*⟧\n  FROM users\n`);',
    'db.query(`\r\n  SELECT ⟦*⟧ FROM users`);',
    'db.query(`\\u{1F600} ${a}`); db.query(`/* \\u{1F600} */ SELECT ⟦*⟧ FROM users WHERE a = ${a}`);',
    'db.query(`/* \\x41 \r\n \r \n */ SELECT ⟦*⟧ FROM users`);',
    "db.query('SELECT ⟦*⟧ ' + 'FROM users');",
    "db.query(⟦['SELECT', 'FROM users'].join(' * ')⟧);",
    "db.query('SELECT ' + '⟦*⟧ FROM users');",
    "db.query(`SELECT ${'⟦*⟧'} FROM users`);",
    "db.query(['SELECT', '⟦*⟧', 'FROM users'].join(' '));",
    "let text = 'SELECT ⟦*⟧'; text += ' FROM users'; db.query(text);",
    "const STAR = '⟦*⟧'; db.query('SELECT ' + STAR + ' FROM users');",
    "const format = require('pg-format'); db.query(format('SELECT ⟦*⟧ FROM users WHERE a = %L', a));",
    "const format = require('pg-format'); db.query(format('SELECT %% , u.⟦*⟧ FROM users u WHERE a = %L', a));",
    "const format = require('pg-format'); db.query(format('SELECT a FROM b WHERE c = %L UNION SELECT ⟦*⟧ FROM users', a));",
    "const format = require('pg-format'); db.query(format('\\u{20}SELECT a FROM b WHERE c = %L UNION SELECT ⟦*⟧ FROM users', a));",
    "const format = require('pg-format'); db.query(format('SELECT a FROM b WHERE c = %L ' + 'UNION SELECT ⟦*⟧ FROM users WHERE d = %L' + ' LIMIT 3', a, b));",
    "const format = require('pg-format'); db.query(format('SELECT a FROM b WHERE c = %L ' + '\\u{20}UNION SELECT ⟦*⟧ FROM users', a));",
    "const format = require('pg-format'); const text = 'SELECT ⟦*⟧ FROM users WHERE a = %L'; db.query(format(text, a));",
    'db.query(`SELECT ⟦*⟧ FROM users WHERE a = ${a} AND b = ${b}`);',
    'db.query(`WITH a AS (SELECT ${b}) SELECT ⟦*⟧ FROM users`);',
  ],
});

test('knows keywords of two letters whatever stands behind them', () => {
  const signs = tokenize('ORDER BY\nname, x IN(1), y IS\tNULL, z ON\r\nCONFLICT, NO').map(({ sign }) => sign);
  expect(signs).toEqual(expect.arrayContaining(['BY', 'IN', 'IS', 'ON', 'NO']));
});

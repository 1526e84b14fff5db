import { expect, test } from 'vitest';
import { scan } from '../../eslint-plugin/src/sql/scanner.ts';
import { lint } from './lint.ts';

/** Files are let go by their text before a rule looks at them; however a program is laid out, none may be that concerns one. */
const layouts: readonly (readonly [rule: string, code: string])[] = [
  ['no-select-star', "knex('users').select<User>('*');"],
  ['no-select-star', 'const rows = await pool.query(\n  `\n\n    (SELECT * FROM users)`,\n);'],
  ['no-verb-url', "app.get<Params>(\n  '/getUsers',\n  list,\n);"],
  ['no-verb-url', "fetch<User[]>('/getUsers');"],
  ['no-verb-url', "fetch ('/getUsers');"],
  ['no-verb-url', "fetch?.('/getUsers');"],
  ['no-verb-url', "axios?.get('http://0.0.0.0:3000/getUsers');"],
  ['no-error-in-success-status', "app.get('/users', (req, res) => { res.json<Body>({ success: false }); });"],
  [
    'no-error-in-success-status',
    "app.get('/users', (req, res) => { (res as Response).status(200).json({ success: false }); });",
  ],
  ['jwt-require-expiry', "const jwt = require(\n  'jsonwebtoken',\n);\njwt.sign({ id }, key);"],
];

test.each(layouts)('%s is asked about %s', (rule, code) => {
  expect(lint(code, [rule]).map(({ ruleId }) => ruleId)).toEqual([`backend-patterns/${rule}`]);
});

test('a dollar quote ends at its own tag, and one that never ends is none', () => {
  const kinds = (text: string): string[] => scan(text).tokens.map(({ kind, text: own }) => `${kind} ${own}`);
  expect(kinds('$a$ x $b$ y $a$ $b$')).toEqual(['string $a$ x $b$ y $a$', 'parameter $b$']);
  expect(kinds('$a$a$ $$ x $$')).toEqual(['parameter $a$a$', 'string $$ x $$']);
});

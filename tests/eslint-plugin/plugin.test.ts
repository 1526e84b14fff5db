import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import plugin from '../../eslint-plugin/src/index.ts';
import { rules } from '../../eslint-plugin/src/rules/index.ts';
import { lint } from './lint.ts';

/** Values of each kind that an option may have, and values that it may not have. */
const KINDS = {
  strings: { taken: [[], ['a', 'b']], refused: ['a', [3], ['a', 'a'], {}] },
  boolean: { taken: [true, false], refused: ['true', 1, null] },
  positive: { taken: [1, 100], refused: [0, 1.5, '1'] },
  postgresql: { taken: ['postgresql'], refused: ['mysql', '', 3] },
  tables: { taken: [{}, { users: ['id'] }], refused: [[], { users: 'id' }, { users: [] }, { users: [3] }] },
} as const;
type Options = Readonly<Record<string, keyof typeof KINDS>>;
const OPTIONS: Readonly<Record<string, Options>> = {
  'no-unguarded-column-update': { checkCallers: 'boolean' },
  'consistent-response-envelope': { allowBare: 'boolean' },
  'no-cascade-delete': { allow: 'strings' },
  'no-offset-pagination': { checkTests: 'boolean' },
  'no-query-in-loop': { checkTests: 'boolean' },
  'no-rate-limiter-defaults': { allowMemory: 'boolean' },
  'no-select-star': { tables: 'tables' },
  'no-verb-url': { allow: 'strings', checkCalls: 'boolean' },
  'plural-resource-url': { allow: 'strings', checkCalls: 'boolean' },
  'prefer-timestamptz': { dialect: 'postgresql', checkTests: 'boolean' },
  'require-auth-rate-limit': { limiters: 'strings' },
  'require-foreign-key-index': { dialect: 'postgresql' },
  'require-limit': { ignoreTables: 'strings', checkTests: 'boolean' },
  'require-limit-cap': { max: 'positive' },
  'require-order-by-with-limit': { checkTests: 'boolean' },
  'require-primary-key': { checkTests: 'boolean' },
  'require-where': { checkTests: 'boolean' },
};

test('every rule says what it is, where its page is, and says what is wrong in one sentence', () => {
  for (const { name, meta } of rules) {
    expect(name).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    expect(meta.docs?.url).toBe(
      `https://github.com/backend-patterns/backend-patterns/blob/main/eslint-plugin/docs/rules/${name}.md`,
    );
    expect(meta.docs?.description).toMatch(/^[A-Z].*\.$/);
    for (const message of Object.values(meta.messages)) {
      expect(message, name).toMatch(/[.}]$/);
      expect(message, name).not.toContain('!');
      // One sentence: what stops behind a word and goes on with a capital would be two.
      expect(message, name).not.toMatch(/[.?]\s+["'`{(]*[A-Z{]/);
    }
  }
});

test('recommended holds what is certain, strict what code alone can show, all everything', () => {
  const names = (preset: keyof typeof plugin.configs): string[] =>
    Object.keys(plugin.configs[preset].rules ?? {});
  const expected = (belongs: (rule: (typeof rules)[number]) => boolean): string[] =>
    rules.filter(belongs).map(({ name }) => `backend-patterns/${name}`);
  expect(names('recommended')).toEqual(expected(({ meta }) => meta.docs?.preset === 'recommended'));
  expect(names('all')).toEqual(expected(() => true));
  expect(names('strict')).toEqual(expected(({ meta }) => meta.docs?.preset !== 'all'));
});

test('strict asks for less doubt than all', () => {
  const code =
    'export async function update(id, data) { await db.query(`UPDATE users SET ${Object.keys(data).map((key) => `${key} = 1`)} WHERE id = $1`, [id]); }';
  const rule = 'backend-patterns/no-unguarded-column-update';
  const findings = (preset: 'strict' | 'all'): number =>
    new Linter().verify(code, [plugin.configs[preset]]).filter(({ ruleId }) => ruleId === rule).length;
  expect(findings('strict')).toBe(0);
  expect(findings('all')).toBeGreaterThan(0);
});

test('each topic has all of its rules, and every rule has a topic', () => {
  const topics = ['sql', 'schema', 'rest', 'auth'] as const;
  for (const topic of topics)
    expect(Object.keys(plugin.configs[topic].rules ?? {})).toEqual(
      rules.filter(({ meta }) => meta.docs?.topic === topic).map(({ name }) => `backend-patterns/${name}`),
    );
  const inTopics = topics.flatMap((topic) => Object.keys(plugin.configs[topic].rules ?? {}));
  expect(inTopics.sort()).toEqual(Object.keys(plugin.configs.all.rules ?? {}).sort());
});

test('three lines of configuration are enough', () => {
  const messages = new Linter().verify("db.query('SELECT * FROM users WHERE id = $1', [id]);", [
    plugin.configs.recommended,
  ]);
  expect(messages.map(({ ruleId }) => ruleId)).toEqual(['backend-patterns/no-select-star']);
});

test('a comment disables a rule for a line', () => {
  const code =
    '// eslint-disable-next-line backend-patterns/no-select-star\ndb.query("SELECT * FROM users WHERE id = $1", [id]);';
  expect(new Linter().verify(code, [plugin.configs.recommended])).toEqual([]);
});

test.each(rules.map(({ name }) => name))('%s takes its options, and refuses others', (name) => {
  const options = OPTIONS[name] ?? {};
  const isTaken = (...given: readonly unknown[]): boolean => {
    try {
      return lint('', [name], { options: given }).length === 0;
    } catch {
      return false;
    }
  };
  expect(isTaken()).toBe(true);
  expect(isTaken({})).toBe(OPTIONS[name] !== undefined);
  for (const refused of [{ unknown: true }, 'text', [], null]) expect(isTaken(refused)).toBe(false);
  expect(isTaken({}, {})).toBe(false);
  for (const [option, kind] of Object.entries(options)) {
    for (const value of KINDS[kind].taken) expect(isTaken({ [option]: value }), option).toBe(true);
    for (const value of KINDS[kind].refused) expect(isTaken({ [option]: value }), option).toBe(false);
  }
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../eslint-plugin/src/rules/index.ts';
import { lint } from './lint.ts';

const skill = readFileSync(
  join(import.meta.dirname, '../../lessons/skill/original/SKILL.original.md'),
  'utf8',
);

test('the skill as it was published: each finding is a known defect, and nothing else is reported', () => {
  const found: string[] = [];
  for (const match of skill.matchAll(/^```typescript\n([\s\S]*?)^```$/gm)) {
    const before = skill.slice(0, match.index).split('\n').length;
    for (const { ruleId, line, fatal } of lint(
      match[1] ?? '',
      rules.map(({ name }) => name),
    )) {
      if (!fatal)
        found.push(
          `${skill.split('\n')[before + line - 1]?.trim()} ← ${ruleId?.replace('backend-patterns/', '')}`,
        );
    }
  }
  expect(found).toEqual([
    'SELECT * FROM orders WHERE user_id = $1 ← require-limit',
    'SELECT * FROM orders WHERE user_id = $1 ← no-select-star',
    'SELECT ← require-limit',
    'json_agg( ← no-null-json-agg',
    "'SELECT * FROM users WHERE id = $1', ← no-select-star",
    "'SELECT * FROM users WHERE email = $1', ← no-select-star",
    'RETURNING *`, ← no-select-star',
    'RETURNING *`, ← no-select-star',
    'return jwt.verify(token, this.JWT_SECRET) as JwtPayload; ← jwt-require-algorithms',
    'SELECT * FROM users ← no-select-star',
    'ORDER BY ${sortBy} ${sortOrder} ← no-dynamic-order-by',
    'ORDER BY ${sortBy} ${sortOrder} ← no-dynamic-order-by',
  ]);
});

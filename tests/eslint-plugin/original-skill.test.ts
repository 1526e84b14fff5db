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
  for (const match of skill.matchAll(/^```(typescript|sql)\n([\s\S]*?)^```$/gm)) {
    const before = skill.slice(0, match.index).split('\n').length;
    const [, language, code = ''] = match;
    for (const { ruleId, line, fatal } of lint(
      // A program hands SQL to a driver.
      language === 'sql' ? `await db.query(\`${code}\`);` : code,
      rules.map(({ name }) => name),
    )) {
      if (!fatal)
        found.push(
          `${skill.split('\n')[before + line - 1]?.trim()} ← ${ruleId?.replace('backend-patterns/', '')}`,
        );
    }
  }
  expect(found).toEqual([
    'created_at TIMESTAMP NOT NULL DEFAULT NOW(), ← prefer-timestamptz',
    'updated_at TIMESTAMP NOT NULL DEFAULT NOW() ← prefer-timestamptz',
    'CREATE INDEX idx_users_email ON users(email); ← no-redundant-index',
    'user_id UUID NOT NULL REFERENCES users(id) ON DELETE CASCADE, ← no-cascade-delete',
    'created_at TIMESTAMP NOT NULL DEFAULT NOW(), ← prefer-timestamptz',
    'updated_at TIMESTAMP NOT NULL DEFAULT NOW() ← prefer-timestamptz',
    'CREATE TABLE user_table ( ← require-primary-key',
    'SELECT * FROM orders WHERE user_id = $1 ← require-limit',
    'SELECT * FROM orders WHERE user_id = $1 ← no-select-star',
    'SELECT ← require-limit',
    'json_agg( ← no-null-json-agg',
    "'SELECT * FROM users WHERE id = $1', ← no-select-star",
    "'SELECT * FROM users WHERE email = $1', ← no-select-star",
    'RETURNING *`, ← no-select-star',
    'updates.push(`${key} = $${paramCount}`); ← no-unguarded-column-update',
    "SET ${updates.join(', ')}, updated_at = NOW() ← no-unguarded-column-update",
    "SET ${updates.join(', ')}, updated_at = NOW() ← no-unguarded-column-update",
    'RETURNING *`, ← no-select-star',
    'this.JWT_SECRET, ← no-shared-token-secret',
    'return jwt.verify(token, this.JWT_SECRET) as JwtPayload; ← jwt-require-algorithms',
    'res.json(users); ← consistent-response-envelope',
    'const offset = (page - 1) * limit; ← require-limit-cap',
    'SELECT * FROM users ← no-select-star',
    'ORDER BY ${sortBy} ${sortOrder} ← no-dynamic-order-by',
    'ORDER BY ${sortBy} ${sortOrder} ← no-dynamic-order-by',
    'LIMIT $2 OFFSET $3 ← no-offset-pagination',
    "`, [`%${params.filters?.email || ''}%`, limit, offset]); ← no-unescaped-like",
    "const countResult = await db.query('SELECT COUNT(*) FROM users'); ← consistent-count-filter",
    'page: parseInt(req.query.page as string) || 1, ← no-loose-number-parse',
    'limit: parseInt(req.query.limit as string) || 20, ← no-loose-number-parse',
    'limit: parseInt(req.query.limit as string) || 20, ← require-limit-cap',
  ]);
});

import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import plugin from '../../eslint-plugin/src/index.ts';

const folder = join(import.meta.dirname, '../../lessons/skill/original');
const skill = readFileSync(join(folder, 'SKILL.original.md'), 'utf8');
const lines = skill.split('\n');

/** What every rule says of the skill, each block of code by itself: its line in the skill, and the rule. */
function findingsInSkill(): { line: number; rule: string }[] {
  const linter = new Linter({ cwd: tmpdir() });
  const configs: readonly Linter.Config[] = [
    { ...plugin.configs.all, files: ['**/*.ts'], languageOptions: { parser } },
    { ...plugin.configs.all, files: ['**/*.sql'], language: 'backend-patterns/sql' },
  ];
  return [...skill.matchAll(/^```(typescript|sql)\n([\s\S]*?)^```$/gm)].flatMap((block) => {
    const [, language, code = ''] = block;
    const before = skill.slice(0, block.index).split('\n').length;
    return linter
      .verify(code, [...configs], language === 'sql' ? 'schema.sql' : 'skill.ts')
      .filter(({ fatal }) => !fatal)
      .map(({ line, ruleId }) => ({
        line: before + line,
        rule: ruleId?.replace('backend-patterns/', '') ?? '',
      }));
  });
}

/** Every finding: the defects of original/defects.md that it reports, the rule, and the line. */
const expected: readonly (readonly [defects: string, rule: string, line: string])[] = [
  ['D02', 'no-case-sensitive-email', 'email VARCHAR(255) NOT NULL UNIQUE,'],
  ['D03', 'prefer-timestamptz', 'created_at TIMESTAMP NOT NULL DEFAULT NOW(),'],
  ['D03', 'prefer-timestamptz', 'updated_at TIMESTAMP NOT NULL DEFAULT NOW()'],
  ['D01', 'no-redundant-index', 'CREATE INDEX idx_users_email ON users(email);'],
  ['D05', 'no-cascade-delete', 'user_id UUID NOT NULL REFERENCES users(id) ON DELETE CASCADE,'],
  ['D04', 'require-status-check', "status VARCHAR(50) NOT NULL DEFAULT 'pending',"],
  ['D03', 'prefer-timestamptz', 'created_at TIMESTAMP NOT NULL DEFAULT NOW(),'],
  ['D03', 'prefer-timestamptz', 'updated_at TIMESTAMP NOT NULL DEFAULT NOW()'],
  // What the skill itself shows as bad.
  ['', 'require-primary-key', 'CREATE TABLE user_table ('],
  ['', 'require-limit', 'SELECT * FROM orders WHERE user_id = $1'],
  ['', 'no-select-star', 'SELECT * FROM orders WHERE user_id = $1'],
  ['D08', 'require-limit', 'SELECT'],
  ['D07', 'no-null-json-agg', 'json_agg('],
  ['D11', 'no-select-star', "'SELECT * FROM users WHERE id = $1',"],
  ['D11', 'no-select-star', "'SELECT * FROM users WHERE email = $1',"],
  ['D11', 'no-select-star', 'RETURNING *`,'],
  // A key that is no column (D14) is written by the same line.
  ['D12 D14', 'no-unguarded-column-update', 'updates.push(`${key} = $${paramCount}`);'],
  ['D13', 'no-unguarded-column-update', "SET ${updates.join(', ')}, updated_at = NOW()"],
  ['D15', 'no-unguarded-column-update', "SET ${updates.join(', ')}, updated_at = NOW()"],
  ['D11', 'no-select-star', 'RETURNING *`,'],
  ['D16', 'no-unchecked-row', 'return this.mapToUser(result.rows[0]);'],
  ['D21', 'no-weak-password-hash', 'const passwordHash = await bcrypt.hash(dto.password, 12);'],
  ['D42', 'no-unchecked-assertion', 'private readonly JWT_SECRET = process.env.JWT_SECRET!;'],
  ['D41', 'jwt-require-audience', 'return jwt.sign(payload, this.JWT_SECRET, {'],
  ['D41', 'jwt-require-audience', 'return jwt.sign('],
  ['D40', 'no-shared-token-secret', 'this.JWT_SECRET,'],
  ['D39', 'jwt-require-algorithms', 'return jwt.verify(token, this.JWT_SECRET) as JwtPayload;'],
  ['D43', 'no-unchecked-assertion', 'return jwt.verify(token, this.JWT_SECRET) as JwtPayload;'],
  ['D41', 'jwt-require-audience', 'return jwt.verify(token, this.JWT_SECRET) as JwtPayload;'],
  ['D44', 'no-swallowed-error', "throw new UnauthorizedError('Invalid or expired token');"],
  ['D45', 'no-case-sensitive-scheme', "if (!authHeader?.startsWith('Bearer ')) {"],
  [
    'D31',
    'require-status-headers',
    "return res.status(401).json({ error: 'Missing authentication token' });",
  ],
  ['D44', 'no-swallowed-error', "return res.status(401).json({ error: 'Invalid token' });"],
  ['D31', 'require-status-headers', "return res.status(401).json({ error: 'Invalid token' });"],
  ['D31', 'require-status-headers', "return res.status(401).json({ error: 'Unauthorized' });"],
  ['D32', 'consistent-response-envelope', 'res.json(users);'],
  ['D55', 'require-limit-cap', 'const offset = (page - 1) * limit;'],
  ['D50', 'no-select-star', 'SELECT * FROM users'],
  ['D48', 'no-dynamic-order-by', 'ORDER BY ${sortBy} ${sortOrder}'],
  ['D49', 'no-dynamic-order-by', 'ORDER BY ${sortBy} ${sortOrder}'],
  ['D59', 'no-offset-pagination', 'LIMIT $2 OFFSET $3'],
  ['D52', 'no-unescaped-like', "`, [`%${params.filters?.email || ''}%`, limit, offset]);"],
  ['D51', 'consistent-count-filter', "const countResult = await db.query('SELECT COUNT(*) FROM users');"],
  ['D56', 'no-loose-number-parse', 'page: parseInt(req.query.page as string) || 1,'],
  ['D56', 'no-loose-number-parse', 'limit: parseInt(req.query.limit as string) || 20,'],
  ['D54', 'require-limit-cap', 'limit: parseInt(req.query.limit as string) || 20,'],
  ['D57', 'no-unchecked-assertion', 'sortBy: req.query.sortBy as string,'],
  ['D57', 'no-unchecked-assertion', "sortOrder: req.query.sortOrder as 'asc' | 'desc',"],
  ['D58', 'no-unchecked-assertion', 'filters: req.query.filters as any,'],
  ['D60', 'no-rate-limiter-defaults', 'const limiter = rateLimit({'],
  ['D61', 'no-rate-limiter-defaults', "message: 'Too many requests, please try again later',"],
  ['D60', 'no-rate-limiter-defaults', 'const authLimiter = rateLimit({'],
  ['D61', 'no-rate-limiter-defaults', 'const authLimiter = rateLimit({'],
  ['D62', 'no-rate-limiter-defaults', 'const authLimiter = rateLimit({'],
  ['D63', 'require-auth-rate-limit', 'max: 5, // Only 5 login attempts per 15 minutes'],
];

test('the skill as it was published: each finding is a known defect on its line, and nothing else is reported', () => {
  const found = findingsInSkill().map(({ line, rule }) => `${lines[line - 1]?.trim()} ← ${rule}`);
  expect(found).toEqual(expected.map(([, rule, line]) => `${line} ← ${rule}`));
});

test('at least 36 of its 66 defects are reported', () => {
  const known = readFileSync(join(folder, 'defects.md'), 'utf8').match(/^- D\d\d/gm) ?? [];
  const reported = new Set(expected.flatMap(([defects]) => defects.split(' ')).filter((id) => id !== ''));
  expect(known).toHaveLength(66);
  for (const id of reported) expect(known).toContain(`- ${id}`);
  expect(reported.size).toBeGreaterThanOrEqual(36);
});

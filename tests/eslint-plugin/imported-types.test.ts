import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lint, rangeOf } from './lint.ts';

const folder = mkdtempSync(join(tmpdir(), 'backend-patterns-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The expressions of `src/users.ts` that a rule underlines, beside other files of the project. */
function underlined(rule: string, files: Readonly<Record<string, string>>): string[] {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const code = files['src/users.ts'] ?? '';
  return lint(code, [rule], { cwd: folder, filename: 'src/users.ts' }).map((message) =>
    code.slice(...rangeOf(code, message)),
  );
}

const repository = `import { UserFilter } from './filter';
export class Users {
  list({ name, status, sort, order }: UserFilter) {
    return this.db.query(\`SELECT id FROM users WHERE name = '\${name}' AND status = '\${status}' ORDER BY \${sort} \${order} LIMIT 9\`);
  }
}`;

test('a type that another file declares tells text from a closed list', () => {
  const files = {
    'src/users.ts': repository,
    'src/filter/index.ts': "export * from './user-filter.js';",
    'src/filter/user-filter.ts': `import { Order } from '../order';
export interface UserFilter extends Sorting { name: string; status: 'open' | 'closed' }
interface Sorting { sort: string; order: Order }`,
    'src/order.ts': "export enum Order { ascending = 'ASC', descending = 'DESC' }",
  };
  expect(underlined('no-interpolated-sql', files)).toEqual(['${name}']);
  expect(underlined('no-dynamic-order-by', files)).toEqual(['${sort}']);
});

test('the decorators of a class in another file close its properties', () => {
  const files = {
    'src/users.ts': repository,
    'src/filter/index.ts': `export class UserFilter {
  @IsString() name: string;
  @IsIn(['open', 'closed']) status: string;
  @IsEnum(Sort) sort: string;
  @Matches(/^(?:ASC|DESC)$/) order: string;
}`,
  };
  expect(underlined('no-interpolated-sql', files)).toEqual(['${name}']);
  expect(underlined('no-dynamic-order-by', files)).toEqual([]);
});

test.each(['interfaces/options', '@interfaces/options', '#interfaces/options'])(
  'a type is found below the folders around the file as %s',
  (source) => {
    const files = {
      'src/users.ts': `import Options from '${source}';
export const list = (options: Options) =>
  db.query(\`SELECT id FROM users \${options.by ? \`ORDER BY \${options.by.column} \${options.by.way}\` : ''} LIMIT 9\`);`,
      'src/interfaces/options.ts': `type Options = { by?: { column: string; way: 'asc' | 'desc' } };
export default Options;`,
    };
    expect(underlined('no-dynamic-order-by', files)).toEqual(['${options.by.column}']);
  },
);

test.each([
  ['is missing', {}],
  ['does not parse', { 'src/filter/index.ts': 'export interface UserFilter {{{' }],
  ['imports in a circle', { 'src/filter/index.ts': "export * from './index';" }],
])('nothing is reported of a type whose file %s', (_, others: Readonly<Record<string, string>>) => {
  rmSync(join(folder, 'src'), { recursive: true, force: true });
  const files = { 'src/users.ts': repository, ...others };
  expect(underlined('no-interpolated-sql', files)).toEqual([]);
  expect(underlined('no-dynamic-order-by', files)).toEqual([]);
});

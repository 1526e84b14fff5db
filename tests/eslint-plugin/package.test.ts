import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const source = join(root, 'eslint-plugin');
const project = mkdtempSync(join(tmpdir(), 'backend-patterns-'));
const installed = join(project, 'node_modules/eslint-plugin-backend-patterns');

/** Installs the packed plugin beside ESLint, as `npm install` would do it. */
beforeAll(() => {
  const output = execFileSync('npm', ['pack', '--json', '--pack-destination', project], {
    cwd: source,
    encoding: 'utf8',
  });
  const [packed] = JSON.parse(output.slice(output.indexOf('[\n'))) as { filename: string }[];
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', [
    'xzf',
    join(project, packed?.filename ?? ''),
    '--strip-components=1',
    '-C',
    installed,
  ]);
  symlinkSync(join(root, 'node_modules/eslint'), join(project, 'node_modules/eslint'));
  writeFileSync(join(project, 'users.js'), "db.query('SELECT * FROM users WHERE id = $1', [id]);\n");
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function lintWith(file: string, config: string): { ruleId: string; line: number; column: number }[] {
  writeFileSync(join(project, file), config);
  const script = `const { ESLint } = await import('eslint');
    const results = await new ESLint({ cwd: ${JSON.stringify(project)}, overrideConfigFile: ${JSON.stringify(join(project, file))} }).lintFiles(['users.js']);
    console.log(JSON.stringify(results.flatMap(({ messages }) => messages.map(({ ruleId, line, column }) => ({ ruleId, line, column })))));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: project,
    encoding: 'utf8',
  });
  return JSON.parse(output) as { ruleId: string; line: number; column: number }[];
}

const expected = [{ ruleId: 'backend-patterns/no-select-star', line: 1, column: 18 }];

test('works in an ES module with three lines of configuration', () => {
  const config =
    "import backendPatterns from 'eslint-plugin-backend-patterns';\n\nexport default [backendPatterns.configs.recommended];\n";
  expect(lintWith('eslint.config.mjs', config)).toEqual(expected);
});

test('works in a CommonJS module', () => {
  const config =
    "const backendPatterns = require('eslint-plugin-backend-patterns');\n\nmodule.exports = [backendPatterns.configs.recommended];\n";
  expect(lintWith('eslint.config.cjs', config)).toEqual(expected);
});

test('carries its types and pages, depends on nothing at run time, and loads no Node module', () => {
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  expect(manifest['dependencies']).toBeUndefined();
  for (const file of ['dist/index.d.ts', 'dist/index.d.cts', 'docs/rules/no-select-star.md']) {
    expect(existsSync(join(installed, file)), file).toBe(true);
  }
  expect(existsSync(join(installed, 'src'))).toBe(false);
  for (const file of ['dist/index.js', 'dist/index.cjs']) {
    expect(readFileSync(join(installed, file), 'utf8')).not.toMatch(
      /^\s*import\s|^\s*(?:const|let|var)\s.*=\s*require\(/m,
    );
  }
});

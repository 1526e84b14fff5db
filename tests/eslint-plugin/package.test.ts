import { execFileSync, spawnSync } from 'node:child_process';
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
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

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
  mkdirSync(join(project, 'node_modules/@microsoft'), { recursive: true });
  for (const name of ['eslint', 'typescript-eslint', 'sql-parser-cst', '@microsoft/eslint-formatter-sarif'])
    symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
  writeFileSync(join(project, 'users.js'), "db.query('SELECT * FROM users WHERE id = $1', [id]);\n");
});

const readme = readFileSync(join(source, 'README.md'), 'utf8');

function snippets(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code = '']) => code,
  );
}

/** Runs the command of ESLint, which fails because it finds something. */
function eslint(...parameters: string[]): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', join(project, 'node_modules/eslint/bin/eslint.js'), ...parameters],
    { cwd: project, encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  return stdout;
}

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

test('carries its types, pages and licence, depends on nothing at run time, and loads no Node module', () => {
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  expect(manifest['dependencies']).toBeUndefined();
  for (const file of ['dist/index.d.ts', 'dist/index.d.cts', 'docs/rules/no-select-star.md', 'LICENSE']) {
    expect(existsSync(join(installed, file)), file).toBe(true);
  }
  expect(existsSync(join(installed, 'src'))).toBe(false);
  for (const file of ['dist/index.js', 'dist/index.cjs']) {
    expect(readFileSync(join(installed, file), 'utf8')).not.toMatch(
      /^\s*import\s|^\s*(?:const|let|var)\s.*=\s*require\(/m,
    );
  }
});

describe('the README', () => {
  const configurations = snippets('js');

  test.each(configurations)('shows a configuration that finds what it should: %s', (configuration) => {
    writeFileSync(join(project, 'readme.config.mjs'), configuration);
    writeFileSync(join(project, 'regions.sql'), `${snippets('sql')[0] ?? ''}SELECT * FROM orders LIMIT 5;\n`);
    const files = [
      ...(configuration.includes('sql-files') ? ['regions.sql'] : []),
      ...(configuration.includes('configs.recommended') ? ['users.js'] : []),
    ];
    const results = JSON.parse(eslint('--config', 'readme.config.mjs', '--format', 'json', ...files)) as {
      messages: { ruleId: string; line: number; column: number }[];
    }[];
    const found = results.map(({ messages }) =>
      messages.map(({ ruleId, line, column }) => `${ruleId} ${line}:${column}`),
    );
    expect(found).toEqual(
      files.map((file) =>
        file === 'users.js'
          ? ['backend-patterns/no-select-star 1:18']
          : ['backend-patterns/no-select-star 3:8'],
      ),
    );
  });

  test('shows a workflow whose step writes SARIF', () => {
    const workflow = parse(snippets('yaml')[0] ?? '') as { jobs: { lint: { steps: { run?: string }[] } } };
    const command = workflow.jobs.lint.steps.find(({ run }) => run?.startsWith('npx eslint '))?.run;
    const parameters = command?.split(' ').slice(2) ?? [];
    writeFileSync(join(project, 'eslint.config.mjs'), configurations[0] ?? '');
    eslint(...parameters.map((parameter) => (parameter === '.' ? 'users.js' : parameter)));
    const { runs } = JSON.parse(readFileSync(join(project, 'eslint.sarif'), 'utf8')) as {
      runs: {
        results: { ruleId: string; locations: { physicalLocation: { region: { startLine: number } } }[] }[];
      }[];
    };
    expect(
      runs[0]?.results.map(({ ruleId, locations }) => [
        ruleId,
        locations[0]?.physicalLocation.region.startLine,
      ]),
    ).toEqual([['backend-patterns/no-select-star', 1]]);
  });

  test('says that several threads find the same, and they do', () => {
    writeFileSync(join(project, 'eslint.config.mjs'), configurations[0] ?? '');
    for (let count = 0; count < 20; count++)
      writeFileSync(join(project, `copy-${count}.js`), readFileSync(join(project, 'users.js')));
    const lint = (...options: string[]): unknown =>
      (JSON.parse(eslint('--format', 'json', ...options, 'copy-*.js')) as { messages: unknown }[]).map(
        ({ messages }) => messages,
      );
    expect(lint('--concurrency', '2')).toEqual(lint());
  });
});

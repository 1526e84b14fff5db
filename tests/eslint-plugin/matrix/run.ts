/**
 * `npm run test:plugin-matrix`: installs the packed plugin as its users do, beside each host that it promises to
 * work with, and compares what it finds. Needs the npm registry; takes some minutes.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { line, samples } from './samples.ts';

const source = join(import.meta.dirname, '../../../eslint-plugin');
const workplace = mkdtempSync(join(tmpdir(), 'backend-patterns-matrix-'));

interface Row {
  readonly host: string;
  readonly language: string;
  readonly node: string;
  readonly result: string;
}

function run(command: string, parameters: readonly string[], cwd: string): string {
  return execFileSync(command, parameters, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1e8,
  });
}

/** Runs a linter, whose exit code says only that it found something. */
function output(command: string, parameters: readonly string[], cwd: string): string {
  try {
    return run(command, parameters, cwd);
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    if (stdout) return stdout;
    throw new Error(stderr ?? String(error), { cause: error });
  }
}

function pack(): string {
  const json = run('npm', ['pack', '--json', '--pack-destination', workplace], source);
  const [packed] = JSON.parse(json.slice(json.indexOf('[\n'))) as { filename: string }[];
  return join(workplace, packed?.filename ?? '');
}

/** An empty project with packages. Peer conflicts are errors, as npm has it. */
function project(
  name: string,
  packages: readonly string[],
  config: Readonly<Record<string, string>>,
): string {
  const folder = join(workplace, name);
  mkdirSync(folder);
  const files = { 'package.json': '{ "type": "module", "private": true }\n', ...samples, ...config };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  run('npm', ['install', '--no-audit', '--no-fund', '--strict-peer-deps', ...packages], folder);
  return folder;
}

/** The Node binaries that npm carries, by major version. */
function nodes(): { version: string; binary: string }[] {
  const folder = join(workplace, 'nodes');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const majors = [20, 22, 24];
  const packages = majors.map((major) => `node${major}@npm:${platform}@^${major === 20 ? '20.19' : major}`);
  run('npm', ['install', '--no-audit', '--no-fund', ...packages], folder);
  return majors.map((major) => {
    const binary = join(folder, 'node_modules', `node${major}`, 'bin/node');
    return { version: run(binary, ['--version'], folder).trim(), binary };
  });
}

interface Host {
  readonly name: string;
  readonly eslint: string;
  readonly language: string;
  readonly packages: readonly string[];
  /** Whether a parser of TypeScript is there, which files of TypeScript need. */
  readonly hasTypeScript: boolean;
}

const hosts: readonly Host[] = [
  { name: 'eslint-9.15', eslint: '9.15.0', language: 'espree', packages: [], hasTypeScript: false },
  {
    name: 'eslint-9',
    eslint: '9',
    language: '@typescript-eslint/parser, TypeScript 5',
    packages: ['typescript@5', '@typescript-eslint/parser@8'],
    hasTypeScript: true,
  },
  {
    name: 'eslint-10',
    eslint: '10',
    language: '@typescript-eslint/parser, TypeScript 6',
    packages: ['typescript@6', '@typescript-eslint/parser@8'],
    hasTypeScript: true,
  },
  {
    name: 'typescript-7',
    eslint: '10',
    language: 'espree, TypeScript 7 beside it',
    packages: ['typescript@7'],
    hasTypeScript: false,
  },
];

function eslintConfig({ hasTypeScript }: Host): string {
  const programs = hasTypeScript ? '**/*.{js,ts}' : '**/*.js';
  return [
    hasTypeScript ? "import parser from '@typescript-eslint/parser';" : '',
    "import backendPatterns from 'eslint-plugin-backend-patterns';",
    'export default [',
    `  { files: ['${programs}'], ...backendPatterns.configs.recommended },`,
    hasTypeScript ? "  { files: ['**/*.ts'], languageOptions: { parser } }," : '',
    "  backendPatterns.configs['sql-files'],",
    '];',
    '',
  ].join('\n');
}

function lintWithEslint(folder: string, node: string): string[] {
  const json = output(node, ['node_modules/eslint/bin/eslint.js', '--format', 'json', '.'], folder);
  const results = JSON.parse(json) as {
    filePath: string;
    messages: { ruleId: string | null; message: string; line: number; column: number }[];
  }[];
  return results.flatMap(({ filePath, messages }) =>
    messages
      .filter(() => !filePath.endsWith('eslint.config.js'))
      .map((found) => {
        const file = filePath.slice(filePath.indexOf(folder) + folder.length + 1).replaceAll('\\', '/');
        return line(file, found.ruleId ?? `error: ${found.message}`, found.line, found.column);
      }),
  );
}

function lintWithOxlint(folder: string): string[] {
  const json = output(
    process.execPath,
    ['node_modules/oxlint/bin/oxlint', '--format', 'json', 'src'],
    folder,
  );
  const { diagnostics } = JSON.parse(json) as {
    diagnostics: { code?: string; filename: string; labels: { span: { line: number; column: number } }[] }[];
  };
  return diagnostics.flatMap(({ code = '', filename, labels: [label] }) => {
    const rule = /\((.+)\)$/.exec(code)?.[1] ?? code;
    return label ? line(filename, rule, label.span.line, label.span.column) : [];
  });
}

function compare(found: readonly string[], expected: readonly string[]): string {
  const missing = expected.filter((each) => !found.includes(each));
  const extra = found.filter((each) => !expected.includes(each));
  if (missing.length + extra.length === 0) return `the same ${found.length} findings`;
  return [...missing.map((each) => `misses ${each}`), ...extra.map((each) => `adds ${each}`)].join('; ');
}

/** Does one part of the matrix; what goes wrong is its result. */
function attempt(row: Omit<Row, 'result'>, work: () => string): Row {
  try {
    return { ...row, result: work() };
  } catch (error) {
    return {
      ...row,
      result: `fails: ${(error instanceof Error ? error.message : String(error)).trim().slice(0, 300)}`,
    };
  }
}

const expectedInAll = [
  'db/schema.sql:1:14 require-primary-key',
  'db/schema.sql:1:43 prefer-timestamptz',
  'db/schema.sql:2:8 no-select-star',
  'src/users.js:7:11 no-verb-url',
  'src/users.js:8:38 require-limit',
  'src/users.js:8:45 no-select-star',
  'src/users.js:8:67 no-dynamic-order-by',
  'src/users.js:13:3 jwt-require-algorithms',
  'src/users.js:14:61 no-interpolated-sql',
];
const expectedInTypeScript = [
  'src/orders.ts:7:45 require-limit',
  'src/orders.ts:7:88 no-interpolated-sql',
  'src/orders.ts:12:28 require-where',
];

const tarball = pack();
const binaries = nodes();
const rows: Row[] = [];

for (const host of hosts) {
  const folder = attempt({ host: host.name, language: host.language, node: '' }, () =>
    project(host.name, [`eslint@${host.eslint}`, tarball, ...host.packages], {
      'eslint.config.js': eslintConfig(host),
    }),
  );
  const expected = host.hasTypeScript ? [...expectedInAll, ...expectedInTypeScript] : expectedInAll;
  for (const { version, binary } of binaries) {
    const row = { host: `ESLint ${host.eslint}`, language: host.language, node: version };
    rows.push(
      existsSync(folder.result)
        ? attempt(row, () => compare(lintWithEslint(folder.result, binary), expected))
        : { ...row, result: folder.result },
    );
  }
}

const oxlintRules = [...expectedInAll, ...expectedInTypeScript]
  .filter((each) => !each.startsWith('db/'))
  .map((each) => [`backend-patterns/${each.split(' ')[1] ?? ''}`, 'error']);
rows.push(
  attempt({ host: 'oxlint, jsPlugins', language: 'oxc', node: process.version }, () => {
    const folder = project('oxlint', ['oxlint', 'eslint@10', tarball], {
      '.oxlintrc.json': JSON.stringify({
        categories: { correctness: 'off' },
        jsPlugins: [{ name: 'backend-patterns', specifier: 'eslint-plugin-backend-patterns' }],
        rules: Object.fromEntries(oxlintRules) as Record<string, string>,
      }),
    });
    const expected = [...expectedInAll, ...expectedInTypeScript].filter((each) => !each.startsWith('db/'));
    return compare(lintWithOxlint(folder), expected);
  }),
  attempt({ host: 'attw', language: 'types of the package', node: process.version }, () => {
    const folder = project('attw', ['@arethetypeswrong/cli'], {});
    run(
      process.execPath,
      ['node_modules/@arethetypeswrong/cli/dist/index.js', tarball, '--no-emoji'],
      folder,
    );
    return 'clean';
  }),
);

console.table(rows);
rmSync(workplace, { recursive: true, force: true });
if (rows.some(({ result }) => !/^(?:the same|clean)/.test(result))) process.exitCode = 1;

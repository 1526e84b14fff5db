import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import parser from '@typescript-eslint/parser';
import js from '@eslint/js';
import { type ESLint, Linter } from 'eslint';
import security from 'eslint-plugin-security';
import sonarjs from 'eslint-plugin-sonarjs';
import sql from 'eslint-plugin-sql';
import type { SourceCode as File } from '../../eslint-plugin/src/ast/node.ts';
import type { Query } from '../../eslint-plugin/src/sql/queries.ts';
import {
  CHECKOUTS,
  corpusRepositories,
  fetchCheckouts,
  sourceFiles,
  type CorpusFile,
} from '../eslint-plugin/corpus/checkouts.ts';
import { bundleEngine } from './bundle-engine.ts';
import { machine, percentile, printReport, type Measurement } from './report.ts';
import type { SqlSample } from './scan-cost.ts';

/**
 * `npm run bench:lint`: what the rules cost on real back ends, beside linters that people have already. Times
 * are those of ESLint's own statistics, which hold the work of rules and leave out parsing, scopes and the walk.
 * The plugin is measured as it is published, in a bundle.
 *
 *   npm run bench:lint -- [--json] [--corpus <folder with checkouts>]
 */
const { plugin, endpointsOf, queriesOf, responsesOf } = await bundleEngine();

const rounds = 3;
/** Files are parsed, measured and let go in groups, so that the memory of many trees is no part of the figures. */
const groupSize = 25;
const atLeastFiles = 1000;
const atMostFiles = 1500;

const subjects: Readonly<Record<string, Linter.Config>> = {
  'backend-patterns, recommended': plugin.configs.recommended,
  'ESLint core, recommended': { rules: js.configs.recommended.rules },
  'eslint-plugin-security, recommended': {
    plugins: { security },
    rules: security.configs.recommended.rules,
  },
  'eslint-plugin-sonarjs, sql-queries': { plugins: { sonarjs }, rules: { 'sonarjs/sql-queries': 'error' } },
  'eslint-plugin-sql, no-unsafe-query': {
    plugins: { sql: sql as unknown as ESLint.Plugin },
    rules: { 'sql/no-unsafe-query': 'error' },
  },
};
const ours = 'backend-patterns, recommended';

function corpusFolder(): string {
  const option = process.argv.indexOf('--corpus');
  return (option === -1 ? undefined : process.argv[option + 1]) ?? CHECKOUTS;
}

function readCorpus(): CorpusFile[] {
  const folder = corpusFolder();
  const repositories = corpusRepositories();
  const failed = fetchCheckouts(folder, repositories);
  for (const { repository, reason } of failed) {
    console.error(`${repository.repo} at ${repository.commit} could not be fetched: ${reason.trim()}`);
  }
  const files = repositories
    .filter((repository) => !failed.some((each) => each.repository === repository))
    .flatMap((repository) => [...sourceFiles(folder, repository)]);
  if (files.length >= atLeastFiles) {
    const step = Math.max(1, files.length / atMostFiles);
    return files.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  }
  console.error(
    `The corpus has ${files.length} files, and figures need ${atLeastFiles}. Give this machine access to github.com, ` +
      `or put checkouts of the commits in tests/eslint-plugin/corpus/labels.json into a folder as owner+name, ` +
      `each with its commit in owner+name.commit beside it, and say --corpus <folder>.`,
  );
  process.exit(1);
}

type Parse = ReturnType<typeof parser.parseForESLint>;

interface ParsedFile {
  readonly file: CorpusFile;
  readonly parse: Parse;
}

/** Parses once; every run reads the same tree, and makes a source code object of its own. */
function parseFile(file: CorpusFile): ParsedFile | null {
  try {
    const parse = parser.parseForESLint(file.code, {
      range: true,
      loc: true,
      tokens: true,
      comment: true,
      sourceType: 'module',
      ecmaFeatures: { jsx: !/\.[cm]?ts$/.test(file.file) },
    });
    return { file, parse };
  } catch {
    return null;
  }
}

const linter = new Linter();

function settingsFor({ parse }: ParsedFile): Linter.Config {
  return {
    files: ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'],
    languageOptions: { parser: { meta: { name: 'parsed-before' }, parseForESLint: () => parse } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  } as Linter.Config;
}

/** The microseconds that the rules of a configuration take on a file. */
function measure(parsed: ParsedFile, config: Linter.Config): number {
  linter.verifyAndFix(parsed.file.code, [settingsFor(parsed), config], {
    filename: parsed.file.file,
    fix: false,
    stats: true,
  } as Linter.FixOptions);
  const [pass] = linter.getTimes().passes;
  if (!pass?.rules) throw new Error(`ESLint did not run the rules on ${parsed.file.file}.`);
  return 1000 * Object.values(pass.rules).reduce((sum, { total }) => sum + total, 0);
}

/** What the plugin finds in a file to judge. */
function factsOf(parsed: ParsedFile): { queries: readonly Query[]; isBackEnd: boolean } {
  let facts = { queries: [] as readonly Query[], isBackEnd: false };
  const read: ESLint.Plugin = {
    rules: {
      read: {
        create: (context) => ({
          Program() {
            const file = context.sourceCode as unknown as File;
            const queries = queriesOf(file);
            facts = {
              queries,
              isBackEnd: queries.length + endpointsOf(file).length + responsesOf(file).length > 0,
            };
          },
        }),
      },
    },
  };
  measure(parsed, { plugins: { facts: read }, rules: { 'facts/read': 'error' } });
  return facts;
}

interface MeasuredFile {
  readonly characters: number;
  /** Whether it has SQL, routes, calls of an API or responses. */
  readonly isBackEnd: boolean;
  /** The median of the rounds, by subject, in microseconds. */
  readonly cost: Readonly<Record<string, number>>;
}

function measureCorpus(files: readonly CorpusFile[]): { files: MeasuredFile[]; statements: SqlSample[] } {
  const measured: MeasuredFile[] = [];
  const statements: SqlSample[] = [];
  for (let first = 0; first < files.length; first += groupSize) {
    const group = files.slice(first, first + groupSize).flatMap((file) => {
      const parsed = parseFile(file);
      return parsed ? [{ parsed, samples: new Map<string, number[]>() }] : [];
    });
    for (let round = 0; round < rounds; round++) {
      for (const [name, config] of Object.entries(subjects)) {
        for (const { parsed, samples } of group) {
          const cost = measure(parsed, config);
          samples.set(name, [...(samples.get(name) ?? []), cost]);
        }
      }
    }
    for (const { parsed, samples } of group) {
      const { queries, isBackEnd } = factsOf(parsed);
      statements.push(...queries.map(({ sql: { text }, dialect }) => ({ text, dialect })));
      measured.push({
        characters: parsed.file.code.length,
        isBackEnd,
        cost: Object.fromEntries([...samples].map(([name, all]) => [name, percentile(all, 0.5)])),
      });
    }
  }
  return { files: measured, statements };
}

/** The microseconds of one scan, over each distinct text of the corpus. */
function measureScan(samples: readonly SqlSample[]): { cost: number; count: number } {
  const distinct = [
    ...new Map(samples.map((sample) => [`${sample.dialect} ${sample.text}`, sample])).values(),
  ];
  const program = join(import.meta.dirname, 'scan-cost.ts');
  const output = execFileSync(process.execPath, ['--import', 'tsx', program], {
    input: JSON.stringify(distinct),
    encoding: 'utf8',
  });
  return { cost: Number(output), count: distinct.length };
}

/** A program of about so many characters: handlers, queries put together in several ways, and routes. */
function program(characters: number): string {
  const parts = [
    "import { pool } from './pool.ts';\nimport express from 'express';\nconst app = express();\n",
  ];
  for (let length = 0, count = 0; length < characters; count++) {
    const part = `
app.get('/orders/${count}/getItems', async (request, response) => {
  const sort = request.query.sort;
  let text = 'SELECT o.*, c.name FROM orders_${count} o JOIN customers c ON c.id = o.customer_id';
  if (request.query.status) text += ' WHERE o.status = $1';
  text += \` ORDER BY \${sort} \`;
  const { rows } = await pool.query(text, [request.query.status]);
  await pool.query(\`UPDATE orders_${count} SET seen = \${request.body.seen} WHERE id = $1\`, [rows[0].id]);
  response.json({ rows, total: rows.length });
});
`;
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
}

/** One statement of about so many characters, as seeds have them. */
function seed(characters: number): string {
  const rows: string[] = [];
  for (let length = 0; length < characters; length += rows.at(-1)?.length ?? 0) {
    rows.push(`  (${rows.length}, 'Ada Lovelace', 'ada@example.com', '2026-01-01'),\n`);
  }
  return `await pool.query(\`INSERT INTO users (id, name, email, created_at) VALUES\n${rows.join('')}\`);\n`;
}

/** How many times more a character costs in a file of 1 MB than in one of 64 KB. */
function growth(make: (characters: number) => string): number {
  const [small, large] = [64, 1024].map((kilobytes) => {
    const code = make(kilobytes * 1024 * 0.95);
    const parsed = parseFile({ repo: '', file: 'src/orders.ts', code });
    if (!parsed) throw new Error('The program written for the benchmark does not parse.');
    const costs = Array.from({ length: rounds }, () => measure(parsed, plugin.configs.recommended));
    return percentile(costs, 0.5) / code.length;
  });
  return (large ?? NaN) / (small ?? NaN);
}

function average(files: readonly MeasuredFile[], subject: string): number {
  return files.reduce((sum, { cost }) => sum + (cost[subject] ?? NaN), 0) / files.length;
}

const corpus = readCorpus();
// The first files are measured twice, so that the compiler has seen every rule before the figures that count.
measureCorpus(corpus.filter((_, index) => index % 20 === 0));
const { files, statements } = measureCorpus(corpus);
const plain = files.filter(({ isBackEnd }) => !isBackEnd);
const scans = measureScan(statements);
const kilobytes = files.reduce((sum, { characters }) => sum + characters, 0) / files.length / 1024;
const conditions =
  `${files.length} files of ${corpusRepositories().length} back ends, ${kilobytes.toFixed(1)} KB on average, ` +
  `median of ${rounds} rounds, rules alone by ESLint ${Linter.version}'s statistics, ${machine()}`;

const report: Measurement[] = [
  {
    name: ours,
    value: average(files, ours),
    unit: 'µs a file',
    goal: { atMost: 280 },
    conditions,
  },
  {
    name: `${ours}, on files without SQL, routes and responses`,
    value: average(plain, ours),
    unit: 'µs a file',
    goal: { atMost: 15 },
    conditions: `${plain.length} of them, on average`,
  },
  {
    name: `${ours}, on the middle one of these files`,
    value: percentile(
      plain.map(({ cost }) => cost[ours] ?? NaN),
      0.5,
    ),
    unit: 'µs',
    goal: { atMost: 15 },
    conditions: 'half of them cost less; most of the average is made by the largest tests and clients',
  },
  {
    name: 'scanning a statement',
    value: scans.cost,
    unit: 'µs a statement',
    goal: { atMost: 5 },
    conditions: `${scans.count} distinct statements of the corpus, in a process of its own, median of 12 rounds`,
  },
  {
    name: 'cost of a character in 1 MB of handlers, against 64 KB',
    value: growth(program),
    unit: 'times',
    goal: { atMost: 2 },
    conditions: `median of ${rounds} rounds each`,
  },
  {
    name: 'cost of a character in a statement of 1 MB, against 64 KB',
    value: growth(seed),
    unit: 'times',
    goal: { atMost: 2 },
    conditions: `median of ${rounds} rounds each`,
  },
  ...Object.keys(subjects)
    .filter((subject) => subject !== ours)
    .map((subject): Measurement => ({
      name: subject,
      value: average(files, subject),
      unit: 'µs a file',
      goal: 'comparison',
      conditions: 'the same files, in the same run',
    })),
];
printReport(report);

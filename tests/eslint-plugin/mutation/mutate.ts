import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LogLevel } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { readOptions, refuse } from '../../command-line.ts';
import { drawMutants, mutantsOf, nameOf, placeOf } from './mutants.ts';
import { countMutants, describeCount, describeSurvivor, GOAL, isSurvivor } from './report.ts';
import { refusedByTypes } from './type-check.ts';

const root = resolve(import.meta.dirname, '../../..');
const FOLDERS = ['sql', 'rules'].map((folder) => `eslint-plugin/src/${folder}`);

const usage = `Usage: npm run mutate:plugin -- [--sample <n> [--seed <n>]] [--file <path>]…

Changes ${FOLDERS.join(' and ')} in many small ways and asks the tests whether they notice. Lists the
changes that none noticed, with their places, and which of them do not compile. Ends with 1 when fewer than ${GOAL * 100} % were noticed in a folder. All of
it takes hours; a sample says the same within an interval.

  --sample <n>       tests n mutants of each folder, drawn at random
  --seed <n>         which ones are drawn (1)
  --file <path>      only this file; may be repeated
  --concurrency <n>  how many processes run tests (1)
  --json             the report for machines`;

const fail = (sentence: string): never => refuse(usage, sentence);
const options = readOptions(usage, {
  sample: { type: 'string' },
  seed: { type: 'string', default: '1' },
  file: { type: 'string', multiple: true, default: [] },
  concurrency: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
});
if (options.help) {
  console.log(usage);
  process.exit(0);
}

function numberOf(option: 'sample' | 'seed' | 'concurrency', text: string): number {
  return /^[1-9]\d{0,5}$/.test(text)
    ? Number(text)
    : fail(`--${option} takes a whole number from 1, not "${text}".`);
}
const sample = options.sample === undefined ? undefined : numberOf('sample', options.sample);
const seed = numberOf('seed', options.seed);
const concurrency = numberOf('concurrency', options.concurrency);

const wanted = options.file.map((file) => resolve(file));
process.chdir(root);
const sources = FOLDERS.flatMap((folder) =>
  readdirSync(folder).flatMap((name) =>
    name.endsWith('.ts') ? { folder, file: resolve(folder, name) } : [],
  ),
);
const unknown = wanted.find((path) => !sources.some(({ file }) => file === path));
if (unknown !== undefined) {
  fail(
    existsSync(unknown) ? `${unknown} is not in ${FOLDERS.join(' or ')}.` : `There is no file ${unknown}.`,
  );
}

const strata = [];
for (const folder of FOLDERS) {
  const files = sources.flatMap(({ folder: of, file }) =>
    of === folder && (wanted.length === 0 || wanted.includes(file)) ? file : [],
  );
  if (files.length === 0) continue;
  const mutants = await mutantsOf(files);
  strata.push({
    folder,
    files,
    population: mutants.length,
    drawn: drawMutants(mutants, sample ?? Infinity, seed),
  });
}
const drawn = strata.flatMap((stratum) => stratum.drawn);

// The tests' own folders, so that nothing stays behind when a process is ended for taking too long.
const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
process.env['TMPDIR'] = folder;
// Each mutant meets the property tests again: a few programs each time are many in the end.
process.env['PROPERTY_RUNS'] = '40';
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const stryker = new Stryker({
  testRunner: 'one-process',
  plugins: [join(import.meta.dirname, 'stryker-plugins.ts')],
  testRunnerNodeArgs: ['--import', 'tsx'],
  checkerNodeArgs: ['--import', 'tsx'],
  ...(sample === undefined
    ? { mutate: strata.flatMap(({ files }) => files) }
    : { mutate: drawn.map(placeOf), checkers: ['drawn'], drawn: drawn.map(nameOf) }),
  ignorePatterns: ['**/dist', 'web', 'server', 'tests/*', '!tests/eslint-plugin'],
  coverageAnalysis: 'perTest',
  concurrency,
  // A busy machine is slow, and a mutant that only waits its turn is no endless one.
  timeoutFactor: 3,
  timeoutMS: 30_000,
  dryRunTimeoutMinutes: 30,
  logLevel: 'error' as LogLevel,
  reporters: ['dots'],
  tempDirName: 'node_modules/.cache/stryker',
  cleanTempDir: 'always',
  disableTypeChecks: false,
});
const results = (await stryker.runMutationTest()).filter(({ status }) => status !== 'CompileError');
process.stderr.write('\n');

const survivors = results.filter(isSurvivor);
const refused = refusedByTypes(results);
const counts = strata.map(({ folder: of, files, population }) =>
  countMutants(
    of,
    population,
    results.filter(({ fileName }) => files.includes(fileName)),
    refused,
  ),
);
if (options.json) {
  const about = survivors.map((mutant) => ({
    ...mutant,
    coveredBy: mutant.coveredBy?.length ?? 0,
    isRefusedByTypes: refused.has(mutant),
  }));
  console.log(JSON.stringify({ goal: GOAL, seed, sample, counts, survivors: about }, undefined, 2));
} else {
  for (const survivor of survivors) console.log(describeSurvivor(survivor, refused.has(survivor)));
  console.log(`\n${counts.map(describeCount).join('\n')}`);
}
if (counts.some(({ score }) => score < GOAL)) process.exitCode = 1;

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../server/bin/build.js';
import { runCommand } from '../server/bin/command.js';
import { ensureInstalled } from '../server/bin/install.js';
import { fail, requireNodeVersion } from '../server/bin/node-version.js';

/**
 * `npm test`: all that decides whether the project may be released. Unit and browser tests come after each other
 * and after the rest, because each uses all cores, and what runs beside a program takes from its 2 s.
 */
const checks = [
  ['types', ['node_modules/typescript/bin/tsc', '-p', '.']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['formatting', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
];

requireNodeVersion();
// Every answer of every lesson in the browser, and every task of the evals: a longer run than each change needs.
if (process.argv.includes('--all-answers')) process.env.ALL_ANSWERS = '1';
const folder = await mkdtemp(path.join(os.tmpdir(), 'backend-patterns-tests-'));
const problems = [];

/** Runs one step; a failure is kept, so that one run shows all of them. */
async function attempt(name, parameters) {
  const started = performance.now();
  try {
    await runCommand(name, process.execPath, parameters);
    console.log(`${name}: passed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    problems.push(error.message);
  }
}

/** The projects of `vitest.config.ts` that a step runs. Together they are all, whatever is added there. */
const steps = { unit: '!browser', browser: 'browser' };

function vitest(step) {
  return [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    steps[step],
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path.join(folder, step)}.json`,
  ];
}

/** How many tests of a step passed, and what failed, each with its first message. */
async function readResults(step) {
  let report;
  try {
    report = JSON.parse(await readFile(path.join(folder, `${step}.json`), 'utf8'));
  } catch {
    return { passed: 0, failures: [`The ${step} tests wrote no report.`] };
  }
  const failures = report.testResults.flatMap(({ name, message, assertionResults }) => {
    const file = path.relative(process.cwd(), name);
    const failed = assertionResults.filter(({ status }) => status !== 'passed');
    if (failed.length === 0 && message !== '') return [`${file}\n  ${message}`];
    return failed.map(
      ({ fullName, failureMessages }) =>
        `${file}: ${fullName}\n  ${failureMessages[0]?.slice(0, 2_000) ?? 'It did not run.'}`,
    );
  });
  return { passed: report.numPassedTests, failures };
}

try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error.message);
}

await Promise.all(checks.map(([name, parameters]) => attempt(name, parameters)));
for (const step of Object.keys(steps)) await attempt(`${step} tests`, vitest(step));

const results = await Promise.all(Object.keys(steps).map(readResults));
await rm(folder, { recursive: true });

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failures = results.flatMap((result) => result.failures);
// Last, because a long output is often cut at its beginning.
for (const failure of failures) console.error(`\nFailed: ${failure}`);
for (const problem of problems) console.error(`\n${problem}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
if (problems.length > 0 || failures.length > 0) process.exit(1);

import { readCourse } from '../../../lessons/src/course.ts';
import { ensurePlaygroundBuilt } from '../../../server/bin/build.js';
import { loadLesson } from '../course/verification.ts';
import { readEquivalents } from './equivalents.ts';
import { gradeLesson, type LessonReport } from './grade.ts';
import { countMutants, describeMutant, GOAL, rateOf, strictRateOf, tableOf } from './report.ts';
import { readOptions, refuse } from '../../command-line.ts';

const usage = `Usage: npm run mutate:lessons -- [--lesson <slug>]…

Changes the solution of each lesson in many small ways (a LIMIT or a condition gone, 403 for 404, < for <=, an option
or a statement left out) and asks the lesson's own checks, on PGlite, whether they notice. Survivors are listed with
the reason in tests/lessons/mutation/equivalents.yaml where no request can tell them from the solution (equivalent),
or where they differ in what the task leaves open (open; the strict rate counts them as missed). Ends with 1 when
fewer than ${GOAL * 100} % of the others are caught, or when the list names what does not survive.

  --lesson <slug>  only this lesson; may be repeated
  --whole          every line of the solution, also those that the start has
  --json           the report for machines`;

const fail = (sentence: string): never => refuse(usage, sentence);
const options = readOptions(usage, {
  lesson: { type: 'string', multiple: true },
  whole: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
});
if (options.help) {
  console.log(usage);
  process.exit(0);
}

const ids = (await readCourse()).map(({ id }) => id);
const unknown = options.lesson?.find((id) => !ids.includes(id));
if (unknown !== undefined) fail(`There is no lesson "${unknown}". There are: ${ids.join(', ')}.`);
await ensurePlaygroundBuilt();

const equivalents = readEquivalents();
const reports: LessonReport[] = [];
for (const id of options.lesson ?? ids) {
  const report = await gradeLesson(await loadLesson(id), equivalents, options.whole, ({ fate }) => {
    if (!options.json) process.stderr.write(fate.kind === 'survived' ? 'S' : '.');
  });
  reports.push(report);
  if (options.json) continue;
  process.stderr.write('\n');
  console.log(`${id}: ${(rateOf(countMutants(report.mutants)) * 100).toFixed(1)} %`);
  for (const mutant of report.mutants) {
    if (mutant.fate.kind === 'survived') console.log(describeMutant(mutant));
  }
  for (const { mutation, line } of report.stale) {
    console.log(`  equivalents.yaml: ${mutation} of "${line}" does not survive, so it can go`);
  }
}

const total = countMutants(reports.flatMap(({ mutants }) => mutants));
if (options.json) {
  const withoutTexts = reports.map(({ mutants, ...report }) => ({
    ...report,
    ...countMutants(mutants),
    mutants: mutants.map(({ text: _text, ...mutant }) => mutant),
  }));
  console.log(
    JSON.stringify(
      { goal: GOAL, rate: rateOf(total), strictRate: strictRateOf(total), ...total, lessons: withoutTexts },
      undefined,
      2,
    ),
  );
} else {
  console.log(`\n${tableOf(reports)}`);
}
const isStale = reports.some(({ stale }) => stale.length > 0);
if (rateOf(total) < GOAL || isStale) process.exitCode = 1;

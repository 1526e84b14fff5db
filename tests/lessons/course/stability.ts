import { readCourse } from '../../../lessons/src/course.ts';
import { ensurePlaygroundBuilt } from '../../../server/bin/build.js';
import { readOptions, refuse } from '../../command-line.ts';
import { failedChecks, loadLesson, startPlayground, type VerifiedLesson } from './verification.ts';

const usage = `Usage: npm run stability:lessons -- [--runs <count>] [--lesson <slug>]…

Verifies every answer of every lesson in Node, on PGlite, again and again: each right answer passes, each wrong one
fails the check that it names, the start fails as it did the first time. Ends with 1 when one run differs.

  --runs <count>   runs in a row; 20 without it
  --lesson <slug>  only this lesson; may be repeated
  --share <n/of>   every n-th lesson of that many shares, such as 1/4, to go in pieces`;

const fail = (sentence: string): never => refuse(usage, sentence);
const options = readOptions(usage, {
  runs: { type: 'string', default: '20' },
  lesson: { type: 'string', multiple: true },
  share: { type: 'string', default: '1/1' },
  help: { type: 'boolean', short: 'h', default: false },
});
if (options.help) {
  console.log(usage);
  process.exit(0);
}

const ids = (await readCourse()).map(({ id }) => id);
const unknown = options.lesson?.find((id) => !ids.includes(id));
if (unknown !== undefined) fail(`There is no lesson "${unknown}". There are: ${ids.join(', ')}.`);
if (!/^[1-9]\d{0,3}$/.test(options.runs)) fail('--runs is a whole number from 1 to 9999.');
const [, share = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(options.share) ?? []).map(Number);
if (share < 1 || share > of) fail('--share is such as 1/4: which of how many.');
await ensurePlaygroundBuilt();

/** What an answer must fail, in every run; undefined where the first run decides. */
function answersOf({ right, wrong }: VerifiedLesson) {
  return [
    { name: 'start', files: {}, expected: undefined },
    ...right.map(({ name, files }) => ({ name, files, expected: '' })),
    ...wrong.map(({ name, files, fails }) => ({ name, files, expected: fails })),
  ];
}

const chosen = (options.lesson ?? ids).filter((_, index) => index % of === share - 1);
let verifications = 0;
let flakes = 0;
for (const id of chosen) {
  const verified = await loadLesson(id);
  const playground = startPlayground('pglite');
  const usual = new Map<string, string>();
  try {
    for (let run = 1; run <= Number(options.runs); run += 1) {
      for (const { name, files, expected } of answersOf(verified)) {
        const failed = (await failedChecks(playground, 'pglite', verified, files)).join(', ');
        const wanted = expected ?? usual.get(name) ?? failed;
        usual.set(name, wanted);
        verifications += 1;
        if (failed === wanted) continue;
        flakes += 1;
        console.log(
          `${id}, ${name}, run ${run}: failed ${failed || 'nothing'}, expected ${wanted || 'nothing'}`,
        );
      }
    }
  } finally {
    await playground.dispose();
  }
  console.log(`${id}: ${options.runs} runs`);
}
console.log(`${verifications} verifications of ${chosen.length} lessons, ${flakes} that differed`);
if (flakes > 0) process.exitCode = 1;

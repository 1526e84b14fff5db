import { readingLevel } from '../src/reading-level.ts';
import { ownCourse, readSources } from '../src/sources.ts';

/**
 * `npm run report:prose`: how long each lesson is and how hard to read; `--json` for machines. The minutes of a
 * lesson count its code and its task too, so they are beside the words, not made from them.
 */
const rows = (await readSources(ownCourse)).map(({ summary, body }) => {
  const { words, sentences, grade } = readingLevel(body);
  return {
    lesson: summary.id,
    minutes: summary.minutes,
    words,
    'words a sentence': Number((words / sentences).toFixed(1)),
    grade: Number(grade.toFixed(1)),
  };
});

if (process.argv.includes('--json')) console.log(JSON.stringify(rows, undefined, 2));
else console.table(rows);

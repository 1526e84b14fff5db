import { describe, expect, test } from 'vitest';
import { readCourse } from '../../../lessons/src/course.ts';
import { lintFiles } from '../../../lessons/src/lint-files.ts';
import { loadLesson } from './verification.ts';

const lessons = await Promise.all((await readCourse()).map(({ id }) => loadLesson(id)));

describe.each(lessons)('$lesson.id', ({ lesson, start, right, wrong, checks }) => {
  test('the start has the declared findings, and no others of the recommended rules', () => {
    const found = lintFiles(start, lesson.rules);
    expect(found.map(({ rule, file, text }) => ({ rule, file, at: text }))).toEqual(lesson.findings);
  });

  test('the linter finds nothing in the solution', () => {
    const [solution] = right;
    expect(lintFiles({ ...start, ...solution?.files }, lesson.rules)).toEqual([]);
  });

  test('every check is failed by some wrong answer', () => {
    const failed = new Set(wrong.map(({ fails }) => fails));
    expect(checks.map(({ id }) => id).filter((id) => !failed.has(id))).toEqual([]);
  });
});

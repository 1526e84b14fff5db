import { describe, expect, test } from 'vitest';
import { readCourse } from '../../../lessons/src/course.ts';
import { lintFiles } from '../../../lessons/src/lint-files.ts';
import { loadLesson } from './verification.ts';

const lessons = await Promise.all((await readCourse()).map(({ id }) => loadLesson(id)));

describe.each(lessons)('$lesson.id', ({ lesson, start, wrong, checks }) => {
  test('the start has the declared findings of its rules, and no others', () => {
    const found = lintFiles(start, lesson.rules).filter(({ rule }) => lesson.rules.includes(rule));
    expect(found.map(({ rule, file, text }) => ({ rule, file, at: text }))).toEqual(lesson.findings);
  });

  test('every check is failed by some wrong answer', () => {
    const failed = new Set(wrong.map(({ fails }) => fails));
    expect(checks.map(({ id }) => id).filter((id) => !failed.has(id))).toEqual([]);
  });
});

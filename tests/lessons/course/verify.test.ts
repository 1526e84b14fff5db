import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import { readCourse } from '../../../lessons/src/course.ts';
import { lint } from './lint.ts';
import { failedChecks, loadLesson, startPlayground } from './verification.ts';

const lessons = await Promise.all((await readCourse()).map(({ id }) => loadLesson(id)));

describe.each(lessons)('$lesson.id', (verified) => {
  const { lesson, start, right, wrong, checks } = verified;

  test('the start has the declared findings of its rules, and no others', () => {
    const found = lint(start, lesson.rules).filter(({ rule }) => lesson.rules.includes(rule));
    expect(found.map(({ rule, file, text }) => ({ rule, file, at: text }))).toEqual(lesson.findings);
  });

  test('every check is failed by some wrong answer', () => {
    const failed = new Set(wrong.map(({ fails }) => fails));
    expect(checks.map(({ id }) => id).filter((id) => !failed.has(id))).toEqual([]);
  });

  describe.each(lesson.engines)('on %s', (engine) => {
    let playground: Playground;

    beforeAll(() => {
      playground = startPlayground(engine);
    });
    afterAll(() => playground.dispose());

    test('the start fails', async () => {
      expect(await failedChecks(playground, engine, verified, {})).not.toEqual([]);
    });

    test.each(right)('$name passes every check', async ({ files }) => {
      expect(await failedChecks(playground, engine, verified, files)).toEqual([]);
    });

    test.each(wrong.filter(({ engines }) => engines.includes(engine)))(
      '$name fails $fails, and nothing else',
      async ({ files, fails }) => {
        expect(await failedChecks(playground, engine, verified, files)).toEqual([fails]);
      },
    );
  });
});

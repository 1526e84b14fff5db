import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine, Playground } from '../../../lessons/runtime/playground.ts';
import { readCourse } from '../../../lessons/src/course.ts';
import { failedChecks, failsACheck, loadLesson, startPlayground } from './verification.ts';

/**
 * Verifies every answer of every lesson that this engine may judge, or of one share of them. A file for each, so
 * that they run side by side.
 */
export async function verifyAnswers(engine: Engine, share = { index: 0, of: 1 }): Promise<void> {
  const lessons = await Promise.all((await readCourse()).map(({ id }) => loadLesson(id)));
  const judged = lessons
    .filter(({ lesson }) => lesson.engines.includes(engine))
    .filter((_, index) => index % share.of === share.index);

  // One for all, as the page has: a check begins with a fresh program and a fresh database.
  let playground: Playground;
  beforeAll(() => {
    playground = startPlayground(engine);
  });
  afterAll(() => playground.dispose());

  describe.each(judged)(`$lesson.id on ${engine}`, (verified) => {
    const { right, wrong } = verified;

    test('the start fails', async () => {
      expect(await failsACheck(playground, engine, verified, {})).toBe(true);
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
}

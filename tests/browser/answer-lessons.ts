import { beforeAll, describe, expect, test } from 'vitest';
import { readCourse } from '../../lessons/src/course.ts';
import { loadLesson } from '../lessons/course/verification.ts';
import { useBrowser } from './browser.ts';
import { WorkbenchPage } from './workbench-page.ts';

/**
 * Lessons of which every answer is typed. Of the others it is the start and the solution, for Node verifies them
 * all; `npm run test:all-answers` types all of all.
 */
const whole = ['sort-without-injection'];

/**
 * Gives answers of one share of the lessons as a learner gives them, lesson after lesson in one page: opened, typed,
 * checked, read. A file for each share, so that they run side by side.
 */
export async function answerLessons(share: { index: number; of: number }): Promise<void> {
  const lessons = (await Promise.all((await readCourse()).map(({ id }) => loadLesson(id)))).filter(
    (_, index) => index % share.of === share.index,
  );
  const browser = useBrowser({ keepPages: true });
  let workbench: WorkbenchPage;
  beforeAll(async () => {
    workbench = new WorkbenchPage(await browser.open('/'));
  });

  describe.each(lessons)('$lesson.id in the page', ({ lesson, start, right, wrong, checks }) => {
    const isWhole = process.env.ALL_ANSWERS === '1' || whole.includes(lesson.id);
    beforeAll(() => workbench.chooseLesson(lesson.id));

    /** The checks that these files fail, with what their rows say. */
    async function failedBy(files: Readonly<Record<string, string>>) {
      for (const { path, editable } of lesson.files) {
        if (editable) await workbench.replaceFile(path, files[path] ?? start[path] ?? '');
      }
      const results = await workbench.runChecks();
      expect(results).toHaveLength(checks.length);
      return checks.flatMap(({ id }, index) =>
        results[index]?.state === 'passed' ? [] : [{ id, row: results[index]?.text }],
      );
    }

    test('the start fails', async () => {
      expect(await failedBy({})).not.toEqual([]);
    });

    test.each(isWhole ? right : right.slice(0, 1))('$name passes every check', async ({ files }) => {
      expect(await failedBy(files)).toEqual([]);
    });

    test.each(isWhole ? wrong : [])('$name fails $fails, and nothing else', async ({ files, fails }) => {
      expect(await failedBy(files)).toEqual([{ id: fails, row: expect.any(String) }]);
    });
  });
}

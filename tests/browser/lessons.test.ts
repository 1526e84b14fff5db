import { describe, expect, test } from 'vitest';
import { readCourse } from '../../lessons/src/course.ts';
import { loadLesson } from '../lessons/course/verification.ts';
import { useBrowser } from './browser.ts';
import { WorkbenchPage } from './workbench-page.ts';

const lessons = await Promise.all((await readCourse()).map(({ id }) => loadLesson(id)));
const browser = useBrowser();

/** Every answer of every lesson, given as a learner gives it: opened, typed, checked, read. */
describe.each(lessons)('$lesson.id in the page', ({ lesson, right, wrong, checks }) => {
  async function failedBy(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const workbench = new WorkbenchPage(await browser.open(`/lessons/${lesson.id}`));
    for (const [path, text] of Object.entries(files)) await workbench.replaceFile(path, text);
    const results = await workbench.runChecks();
    expect(results).toHaveLength(checks.length);
    return checks.map(({ id }) => id).filter((_, index) => results[index]?.state !== 'passed');
  }

  test('the start fails', async () => {
    expect(await failedBy({})).not.toEqual([]);
  });

  test.each(right)('$name passes every check', async ({ files }) => {
    expect(await failedBy(files)).toEqual([]);
  });

  test.each(wrong)('$name fails $fails, and nothing else', async ({ files, fails }) => {
    expect(await failedBy(files)).toEqual([fails]);
  });
});

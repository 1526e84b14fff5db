import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failedChecks, loadLesson, startPlayground } from './verification.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** As deep as lessons/course, so that a lesson's imports hold, and ignored by every tool. */
const course = path.join(root, 'lessons/dist');
const part = path.join(course, '99-made-by-a-test');

function newLesson(...parameters: string[]) {
  const script = ['--import', 'tsx', 'lessons/bin/new-lesson.ts', '--course', course, ...parameters];
  return spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
}

beforeAll(async () => {
  await mkdir(part, { recursive: true });
  await writeFile(path.join(part, 'part.md'), '---\ntitle: Made by a test\nlevel: 1\n---\n');
});
afterAll(() => rm(part, { recursive: true }));

test('makes a lesson that verifies as it is', async () => {
  const made = newLesson('made-by-a-test', 'Say not found: 404');
  expect(made.stderr).toBe('');
  expect(made.stdout).toContain(path.join('99-made-by-a-test', '01-say-not-found-404'));

  const verified = await loadLesson('say-not-found-404', course);
  expect(verified.lesson.title).toBe('Say not found: 404');
  const playground = startPlayground('pglite');
  const failed = (files: Readonly<Record<string, string>>) =>
    failedChecks(playground, 'pglite', verified, files);
  try {
    expect(await failed({})).toEqual(['says-not-found']);
    for (const { files } of verified.right) expect(await failed(files)).toEqual([]);
    for (const { files, fails } of verified.wrong) expect(await failed(files)).toEqual([fails]);
  } finally {
    await playground.dispose();
  }
});

test.each([
  [['no-such-part', 'A title'], 'There is no part "no-such-part".'],
  [['made-by-a-test', '!'], 'The title needs a letter or a digit.'],
  [['made-by-a-test', 'Say not found: 404'], 'There is a lesson "say-not-found-404" already.'],
  [[], 'Usage: npm run new:lesson'],
])('%j is refused with a sentence', (parameters, sentence) => {
  const refused = newLesson(...parameters);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(sentence);
});

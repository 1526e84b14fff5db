import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import plugin from '../../../eslint-plugin/src/index.ts';
import { readCourse, readLesson } from '../../../lessons/src/course.ts';
import { readDefects } from '../../../lessons/skill/defects.ts';

const skill = fileURLToPath(new URL('../../../lessons/skill/backend-development-patterns', import.meta.url));
const lessons = await Promise.all((await readCourse()).map(({ id }) => readLesson(id)));
const defects = new Set(readDefects().map(({ id }) => id));

test.each(lessons)('$id names rules, defects and sections that exist', async (lesson) => {
  expect(lesson.rules.filter((rule) => !(rule in plugin.rules))).toEqual([]);
  expect(lesson.defects.filter((defect) => !defects.has(defect))).toEqual([]);
  for (const name of lesson.skill) {
    const [file = '', section = ''] = name.split(' § ');
    const headings = (await readFile(path.join(skill, file), 'utf8')).split('\n');
    expect(headings, name).toContain(`## ${section}`);
  }
});

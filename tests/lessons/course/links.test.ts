import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import plugin from '../../../eslint-plugin/src/index.ts';
import { readCourse, readLesson } from '../../../lessons/src/course.ts';
import { readDefects } from '../../../lessons/skill/defects.ts';

const skill = fileURLToPath(new URL('../../../lessons/skill/backend-development-patterns', import.meta.url));
const lessons = await Promise.all((await readCourse()).map(({ id }) => readLesson(id)));
const defects = new Map(readDefects().map((defect) => [defect.id, defect]));

test.each(lessons)(
  '$id names rules and sections that exist, and defects whose table names it',
  async (lesson) => {
    expect(lesson.rules.filter((rule) => !(rule in plugin.rules))).toEqual([]);
    for (const id of lesson.defects) {
      const taughtBy = defects.get(id)?.lesson;
      expect(taughtBy?.replace(/^.*\/\d+-/, ''), `${id} in defects.yaml`).toBe(lesson.id);
    }
    for (const name of lesson.skill) {
      const [file = '', section = ''] = name.split(' § ');
      const headings = (await readFile(path.join(skill, file), 'utf8')).split('\n');
      expect(headings, name).toContain(`## ${section}`);
    }
  },
);

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import type { Lesson, LessonSummary } from '../../lessons/src/lesson.ts';

/** What the plugin needs of the lessons' room. */
export interface CourseReader {
  readCourse(): Promise<readonly LessonSummary[]>;
  readLesson(id: string): Promise<Lesson>;
  lessonFolder(id: string): Promise<string>;
  readSearchTexts(): Promise<Readonly<Record<string, string>>>;
}

const catalogueId = 'virtual:catalogue';
const searchTextsId = 'virtual:search-texts';
const lessonPrefix = 'virtual:lesson/';

/**
 * Offers `virtual:catalogue`, the list of lessons with a chunk of its own for each lesson's data and code, and
 * `virtual:search-texts`.
 */
export function catalogue(course: CourseReader): Plugin {
  return {
    name: 'catalogue',
    resolveId(id) {
      const isOurs = id === catalogueId || id === searchTextsId || id.startsWith(lessonPrefix);
      return isOurs ? `\0${id}` : undefined;
    },
    async load(id) {
      if (id === `\0${catalogueId}`) return catalogueModule(await course.readCourse());
      if (id === `\0${searchTextsId}`) {
        return `export const texts = ${JSON.stringify(await course.readSearchTexts())};`;
      }
      if (!id.startsWith(`\0${lessonPrefix}`)) return undefined;
      const lessonId = id.slice(lessonPrefix.length + 1);
      return lessonModule(await course.readLesson(lessonId), await course.lessonFolder(lessonId));
    },
  };
}

function catalogueModule(lessons: readonly LessonSummary[]): string {
  const loaders = lessons.map(({ id }) => {
    const key = JSON.stringify(id);
    return `${key}: () => import(${JSON.stringify(lessonPrefix + id)})`;
  });
  return `export const lessons = ${JSON.stringify(lessons)};
export const lessonLoaders = { ${loaders.join(', ')} };`;
}

function lessonModule(lesson: Lesson, folder: string): string {
  const moduleOf = (name: string) => JSON.stringify(path.join(folder, name));
  const attack = existsSync(path.join(folder, 'attack.ts'))
    ? `export { default as attack } from ${moduleOf('attack.ts')};`
    : 'export const attack = undefined;';
  return `export const lesson = ${JSON.stringify(lesson)};
export { default as checks } from ${moduleOf('checks.ts')};
${attack}`;
}

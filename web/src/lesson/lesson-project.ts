import { withSchema } from '../../../lessons/runtime/checks/with-schema.ts';
import type { Lesson } from '../../../lessons/src/lesson.ts';
import type { Project } from '../session/project.ts';
import { changedFiles, readWork, restoreFiles, writeWork } from '../session/saved-work.ts';

/** A lesson as something to work on. */
export function lessonProject(lesson: Lesson): Project {
  return {
    title: lesson.title,
    entry: lesson.entry,
    open: lesson.open,
    start: Object.fromEntries(lesson.files.map(({ path, text }) => [path, text])),
    locked: lesson.files.filter(({ editable }) => !editable).map(({ path }) => path),
    rules: lesson.rules,
    hints: lesson.hints.length,
    engine: 'both',
    safeDatabase: lesson.database,
    databaseOf: (files) => withSchema(lesson.database, files),
    requestsOf: () => lesson,
    readWork() {
      const work = readWork(lesson.id);
      return { ...work, files: restoreFiles(lesson, work.files) };
    },
    keepWork: (work) => writeWork(lesson.id, { ...work, files: changedFiles(lesson, work.files) }),
  };
}

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { CourseError } from './course-error.ts';
import { parseFrontMatter } from './front-matter.ts';
import type { Lesson, LessonFile, LessonSummary } from './lesson.ts';
import { parseSavedRequests } from './saved-requests.ts';
import { lessonSchema, partSchema } from './schemas.ts';

/** Where the project's own course is; every function here takes another folder of the same shape as well. */
export const ownCourse = fileURLToPath(new URL('../course', import.meta.url));

/** A lesson as it is on disk, its front matter checked. */
export interface LessonSource {
  readonly summary: LessonSummary;
  readonly folder: string;
  readonly file: string;
  readonly data: z.infer<typeof lessonSchema>;
  readonly body: string;
}

/** What a learner starts from: program, database and saved requests. */
export type Material = Pick<Lesson, 'files' | 'entry' | 'open' | 'database' | 'requests'>;

/** The lesson of this id. Throws a CourseError that says which there are. */
export async function findSource(id: string, course: string): Promise<LessonSource> {
  const sources = await readSources(course);
  const source = sources.find(({ summary }) => summary.id === id);
  if (!source) {
    const ids = sources.map(({ summary }) => summary.id).join(', ');
    throw new CourseError(id, `is no lesson. There are: ${ids}.`);
  }
  return source;
}

/** Every lesson as it is on disk, in the order of parts and folders. Throws a CourseError that says which file to mend. */
export async function readSources(course: string): Promise<readonly LessonSource[]> {
  const sources: LessonSource[] = [];
  // As new:lesson does: what has no number is no part.
  for (const partFolder of (await folders(course)).filter((name) => /^\d+-/.test(name))) {
    const partFile = path.join(course, partFolder, 'part.md');
    const part = parseFrontMatter(partFile, await readFile(partFile, 'utf8'), partSchema).data;
    const lessonFolders = await folders(path.join(course, partFolder));
    for (const [index, lessonName] of lessonFolders.entries()) {
      const folder = path.join(course, partFolder, lessonName);
      const file = path.join(folder, 'lesson.md');
      const { data, body } = parseFrontMatter(file, await readFile(file, 'utf8'), lessonSchema);
      const summary: LessonSummary = {
        id: withoutNumber(lessonName),
        title: data.title,
        part: { id: withoutNumber(partFolder), ...part },
        position: index + 1,
        count: lessonFolders.length,
        minutes: data.minutes,
        rules: data.rules,
        needs: data.needs,
      };
      const twin = sources.find((other) => other.summary.id === summary.id);
      if (twin) throw new CourseError(file, `has the same id as ${twin.file}. Rename its folder.`);
      sources.push({ summary, folder, file, data, body });
    }
  }
  requireOrder(sources);
  return sources;
}

/** Throws a CourseError where a lesson or a part comes before what it needs: the course is read from top to bottom. */
function requireOrder(sources: readonly LessonSource[]): void {
  for (const [index, { file, summary }] of sources.entries()) {
    const refuse = (needs: string, isThere: boolean): never => {
      throw new CourseError(
        file,
        `${needs}, which ${isThere ? 'comes after it. Renumber the folders' : 'is not there'}.`,
      );
    };
    const before = sources.slice(0, index).map((other) => other.summary);
    for (const need of summary.needs) {
      if (before.some(({ id }) => id === need)) continue;
      refuse(
        `needs the lesson ${need}`,
        sources.some((other) => other.summary.id === need),
      );
    }
    for (const need of summary.part.needs) {
      if (before.some(({ part }) => part.id === need && part.id !== summary.part.id)) continue;
      refuse(
        `is of a part that needs the part ${need}`,
        sources.some((other) => other.summary.part.id === need),
      );
    }
  }
}

/** The file that opens first stands first, then what may be edited, then the rest; SQL last. */
function fileRank(file: LessonFile, open: string): number {
  if (file.path === open) return 0;
  if (file.path.endsWith('.sql')) return 3;
  return file.editable ? 1 : 2;
}

function withoutNumber(folder: string): string {
  return folder.replace(/^\d+-/, '');
}

/** The names of the folders in a folder, sorted; none when it does not exist. */
export async function folders(parent: string): Promise<readonly string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** All files below a folder, by their path relative to it. */
export async function readFiles(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [
        path.relative(folder, file).replaceAll('\\', '/'),
        await readFile(file, 'utf8'),
      ]),
    ),
  );
}

/** Reads what a lesson starts from. Throws a CourseError when its front matter names a file that is not there. */
export async function readMaterial(source: LessonSource): Promise<Material> {
  const { folder, data, file } = source;
  const start = await readFiles(path.join(folder, 'start'));
  for (const name of [data.entry, data.open, ...data.editable]) {
    if (name !== 'schema.sql' && !(name in start)) {
      throw new CourseError(file, `names ${name}, which start/ does not have.`);
    }
  }
  const [schema, seed, requests] = await Promise.all(
    ['schema.sql', 'seed.sql', 'requests.http'].map((name) => readFile(path.join(folder, name), 'utf8')),
  );
  const files: LessonFile[] = Object.entries({ ...start, 'schema.sql': schema ?? '' }).map(
    ([name, text]) => ({
      path: name,
      text,
      editable: data.editable.includes(name),
    }),
  );
  files.sort((a, b) => fileRank(a, data.open) - fileRank(b, data.open) || a.path.localeCompare(b.path));
  return {
    files,
    entry: data.entry,
    open: data.open,
    database: { schema: schema ?? '', seed: seed ?? '' },
    requests: parseSavedRequests(path.join(folder, 'requests.http'), requests ?? ''),
  };
}

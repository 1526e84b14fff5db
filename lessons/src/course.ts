import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { Engine } from '../runtime/playground.ts';
import { CourseError, parseFrontMatter } from './front-matter.ts';
import type { Lesson, LessonFile, LessonSummary } from './lesson.ts';
import { renderMarkdown, renderProse } from './markdown.ts';
import { parseSavedRequests } from './saved-requests.ts';
import { lessonSchema, partSchema, wrongSchema } from './schemas.ts';

/** Where the project's own course is; every function here takes another folder of the same shape as well. */
const ownCourse = fileURLToPath(new URL('../course', import.meta.url));

/** An answer that a learner might give: whole texts of the files that differ from the start. */
export interface Answer {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface WrongAnswer extends Answer {
  readonly fails: string;
  readonly engines: readonly Engine[];
  /** HTML: what to think about next. */
  readonly reason: string;
}

interface LessonSource {
  readonly summary: LessonSummary;
  readonly folder: string;
  readonly file: string;
  readonly data: z.infer<typeof lessonSchema>;
  readonly body: string;
}

/** Every lesson, in the order of parts and folders. Throws a CourseError that says which file to mend. */
export async function readCourse(course = ownCourse): Promise<readonly LessonSummary[]> {
  return (await readSources(course)).map(({ summary }) => summary);
}

/** One lesson with its prose, files and solution. Throws a CourseError when there is none of this id. */
export async function readLesson(id: string, course = ownCourse): Promise<Lesson> {
  const source = await findSource(id, course);
  const { folder, data, summary, body, file } = source;
  const start = await readFiles(path.join(folder, 'start'));
  for (const name of [data.entry, data.open, ...data.editable]) {
    if (name !== 'schema.sql' && !(name in start)) {
      throw new CourseError(file, `names ${name}, which start/ does not have.`);
    }
  }
  const [schema, seed, requests] = await Promise.all(
    ['schema.sql', 'seed.sql', 'requests.http'].map((name) => readFile(path.join(folder, name), 'utf8')),
  );
  const answer = await readFiles(path.join(folder, 'solution'));
  const solution = without(answer, 'why.md');
  for (const name of Object.keys(solution)) {
    if (!data.editable.includes(name)) {
      throw new CourseError(file, `has a solution for ${name}, which a learner may not edit.`);
    }
  }
  const files: LessonFile[] = Object.entries({ ...start, 'schema.sql': schema ?? '' }).map(
    ([name, text]) => ({
      path: name,
      text,
      editable: data.editable.includes(name),
    }),
  );
  files.sort((a, b) => fileRank(a, data.open) - fileRank(b, data.open) || a.path.localeCompare(b.path));
  return {
    ...summary,
    prose: await renderProse(body),
    files,
    entry: data.entry,
    open: data.open,
    database: { schema: schema ?? '', seed: seed ?? '' },
    engines: data.engines,
    requests: parseSavedRequests(path.join(folder, 'requests.http'), requests ?? ''),
    hints: await Promise.all(data.hints.map(renderMarkdown)),
    solution,
    solutionReason: await renderMarkdown(answer['why.md'] ?? ''),
    findings: data.findings,
    defects: data.defects,
    skill: data.skill,
  };
}

/** Other correct answers, and wrong ones with the check that each fails. */
export async function readAnswers(
  id: string,
  course = ownCourse,
): Promise<{ alternatives: readonly Answer[]; wrong: readonly WrongAnswer[] }> {
  const { folder } = await findSource(id, course);
  const alternatives = await Promise.all(
    (await folders(path.join(folder, 'alternatives'))).map(async (name) => ({
      name,
      files: without(await readFiles(path.join(folder, 'alternatives', name)), 'why.md'),
    })),
  );
  const wrong = await Promise.all(
    (await folders(path.join(folder, 'wrong'))).map(async (name) => {
      const files = await readFiles(path.join(folder, 'wrong', name));
      const why = path.join(folder, 'wrong', name, 'why.md');
      const { data, body } = parseFrontMatter(why, files['why.md'] ?? '', wrongSchema);
      return { name, files: without(files, 'why.md'), ...data, reason: await renderMarkdown(body) };
    }),
  );
  return { alternatives, wrong };
}

/** The absolute path of a lesson's folder, where its checks.ts and attack.ts are. */
export async function lessonFolder(id: string, course = ownCourse): Promise<string> {
  return (await findSource(id, course)).folder;
}

async function findSource(id: string, course: string): Promise<LessonSource> {
  const sources = await readSources(course);
  const source = sources.find(({ summary }) => summary.id === id);
  if (!source) {
    const ids = sources.map(({ summary }) => summary.id).join(', ');
    throw new CourseError(id, `is no lesson. There are: ${ids}.`);
  }
  return source;
}

async function readSources(course: string): Promise<readonly LessonSource[]> {
  const sources: LessonSource[] = [];
  for (const partFolder of await folders(course)) {
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
        part: { id: withoutNumber(partFolder), title: part.title, level: part.level },
        position: index + 1,
        count: lessonFolders.length,
        minutes: data.minutes,
        rules: data.rules,
      };
      const twin = sources.find((other) => other.summary.id === summary.id);
      if (twin) throw new CourseError(file, `has the same id as ${twin.file}. Rename its folder.`);
      sources.push({ summary, folder, file, data, body });
    }
  }
  return sources;
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

function without(files: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([key]) => key !== name));
}

async function folders(parent: string): Promise<readonly string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** All files below a folder, by their path relative to it. */
async function readFiles(folder: string): Promise<Record<string, string>> {
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

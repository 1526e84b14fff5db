import path from 'node:path';
import type { Engine } from '../runtime/playground.ts';
import { CourseError } from './course-error.ts';
import { parseFrontMatter } from './front-matter.ts';
import type { Lesson, LessonSummary } from './lesson.ts';
import { renderMarkdown, renderProse } from './markdown.ts';
import { wrongSchema } from './schemas.ts';
import { findSource, folders, ownCourse, readFiles, readMaterial, readSources } from './sources.ts';

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

/** Every lesson, in the order of parts and folders. Throws a CourseError that says which file to mend. */
export async function readCourse(course = ownCourse): Promise<readonly LessonSummary[]> {
  return (await readSources(course)).map(({ summary }) => summary);
}

/** One lesson with its prose, files and solution. Throws a CourseError when there is none of this id. */
export async function readLesson(id: string, course = ownCourse): Promise<Lesson> {
  const source = await findSource(id, course);
  const { folder, data, summary, body, file } = source;
  const material = await readMaterial(source);
  const answer = await readFiles(path.join(folder, 'solution'));
  const solution = without(answer, 'why.md');
  for (const name of Object.keys(solution)) {
    if (!data.editable.includes(name)) {
      throw new CourseError(file, `has a solution for ${name}, which a learner may not edit.`);
    }
  }
  return {
    ...summary,
    prose: await renderProse(body),
    ...material,
    engines: data.engines,
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

function without(files: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([key]) => key !== name));
}

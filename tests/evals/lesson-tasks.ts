import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describeRequest } from '../../lessons/runtime/checks/expect.ts';
import { runChecks } from '../../lessons/runtime/checks/run-checks.ts';
import type { SourceFiles } from '../../lessons/runtime/playground.ts';
import { lessonFolder, readCourse } from '../../lessons/src/course.ts';
import { lintFiles } from '../../lessons/src/lint-files.ts';
import { loadLesson, startPlayground, type VerifiedLesson } from '../lessons/course/verification.ts';
import type { CheckOutcome, Task } from './task.ts';

/** A task for each lesson of the course: its prose, its start, and its own checks. */
export async function lessonTasks(isWanted: (id: string) => boolean): Promise<readonly Task[]> {
  const wanted = (await readCourse()).filter(({ id }) => isWanted(`lesson/${id}`));
  return Promise.all(wanted.map(async ({ id }) => toTask(await loadLesson(id))));
}

async function toTask(verified: VerifiedLesson): Promise<Task> {
  const { lesson, start, checks } = verified;
  const editable = lesson.files.filter((file) => file.editable).map((file) => file.path);
  const prose = await readFile(path.join(await lessonFolder(lesson.id), 'lesson.md'), 'utf8');
  const body = prose.replace(/^---\n.*?\n---\n/s, '').replaceAll(/^::\w+\s*$/gm, '');
  const requests = lesson.requests.map(({ request }) => `- ${describeRequest(request)}`);
  return {
    id: `lesson/${lesson.id}`,
    prompt: [
      `# ${lesson.title}`,
      body.trim(),
      '## Done when',
      checks.map(({ title }) => `- ${title}`).join('\n'),
      '## The saved requests',
      requests.join('\n'),
      '## The files',
      `You may change ${editable.join(', ')} and no other file. The database has schema.sql; the program starts with ${lesson.entry}.`,
    ].join('\n\n'),
    files: start,
    withheld: [],
    reference: lesson.solution,
    grade: async (folder) => grade(verified, await readEditable(folder, editable)),
  };
}

/** What was done to files that may not be changed does not count. */
async function readEditable(folder: string, editable: readonly string[]): Promise<SourceFiles> {
  const texts = await Promise.all(
    editable.map(async (file) => [file, await readFile(path.join(folder, file), 'utf8')] as const),
  );
  return Object.fromEntries(texts);
}

async function grade(verified: VerifiedLesson, files: SourceFiles): Promise<readonly CheckOutcome[]> {
  const { lesson, start, checks, attack } = verified;
  const playground = startPlayground('pglite');
  const outcomes: CheckOutcome[] = [];
  try {
    const run = runChecks({
      playground,
      database: lesson.database,
      files: { ...start, ...files },
      entry: lesson.entry,
      checks,
      ...(attack && { attack }),
      rules: lesson.rules,
      lint: async (sources) => lintFiles(sources, lesson.rules),
    });
    for await (const { id, verdict } of run) outcomes.push({ id, problem: problemOf(verdict) });
  } finally {
    await playground.dispose();
  }
  return outcomes;
}

type Results = ReturnType<typeof runChecks> extends AsyncGenerator<infer Result> ? Result : never;

function problemOf(verdict: Results['verdict']): string | undefined {
  if (verdict.kind === 'passed') return undefined;
  if (verdict.kind === 'error') return verdict.message;
  const { sent, expected, received } = verdict.report;
  return `sent ${sent}, expected ${expected}, got ${received}`;
}

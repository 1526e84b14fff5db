import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Attack } from '../../../lessons/runtime/attack/attack.ts';
import type { Check, CheckResult } from '../../../lessons/runtime/checks/check.ts';
import { runChecks } from '../../../lessons/runtime/checks/run-checks.ts';
import { createPlayground } from '../../../lessons/runtime/host/playground.ts';
import { createNodeWorkers, readDatabaseAssets } from '../../../lessons/runtime/host/node.ts';
import type { Engine, Playground, SourceFiles } from '../../../lessons/runtime/playground.ts';
import { lessonFolder, readAnswers, readLesson } from '../../../lessons/src/course.ts';
import type { Answer, WrongAnswer } from '../../../lessons/src/course.ts';
import type { Lesson } from '../../../lessons/src/lesson.ts';
import { lintFiles } from '../../../lessons/src/lint-files.ts';

const bundles = new URL('../../../lessons/dist/', import.meta.url);

/** A lesson with everything that its verification needs. */
export interface VerifiedLesson {
  readonly lesson: Lesson;
  readonly start: SourceFiles;
  readonly right: readonly Answer[];
  readonly wrong: readonly WrongAnswer[];
  readonly checks: readonly Check[];
  readonly attack: Attack | undefined;
}

export async function loadLesson(id: string, course?: string): Promise<VerifiedLesson> {
  const lesson = await readLesson(id, course);
  const { alternatives, wrong } = await readAnswers(id, course);
  const folder = await lessonFolder(id, course);
  const { default: checks } = (await import(pathToFileURL(path.join(folder, 'checks.ts')).href)) as {
    default: readonly Check[];
  };
  const attackModule = (await import(pathToFileURL(path.join(folder, 'attack.ts')).href).catch(
    () => undefined,
  )) as { default: Attack } | undefined;
  return {
    lesson,
    start: Object.fromEntries(lesson.files.map((file) => [file.path, file.text])),
    right: [{ name: 'solution', files: lesson.solution }, ...alternatives],
    wrong,
    checks,
    attack: attackModule?.default,
  };
}

/** Milliseconds: a machine that does other work besides may let a program that is right wait for seconds. */
const PATIENCE = 8000;

/** A playground of threads, on one engine alone. */
export function startPlayground(engine: Engine): Playground {
  return createPlayground(createNodeWorkers(bundles), readDatabaseAssets(bundles), engine, PATIENCE);
}

/** Runs the checks against these files over the start, and yields each result as it comes. */
export function checkResults(
  playground: Playground,
  engine: Engine,
  { lesson, start, checks, attack }: VerifiedLesson,
  files: SourceFiles,
): AsyncGenerator<CheckResult, void, void> {
  return runChecks({
    playground,
    database: lesson.database,
    files: { ...start, ...files },
    entry: lesson.entry,
    checks,
    ...(attack && { attack }),
    rules: lesson.rules,
    lint: async (sources) => lintFiles(sources, lesson.rules),
    engine,
  });
}

/** The ids of the checks that these files fail, in the order of the checks. */
export async function failedChecks(
  playground: Playground,
  engine: Engine,
  verified: VerifiedLesson,
  files: SourceFiles,
): Promise<readonly string[]> {
  const results: CheckResult[] = [];
  for await (const result of checkResults(playground, engine, verified, files)) results.push(result);
  return results.filter(({ verdict }) => verdict.kind !== 'passed').map(describeFailure);
}

/** Whether these files fail a check; the first one is enough. */
export async function failsACheck(
  playground: Playground,
  engine: Engine,
  verified: VerifiedLesson,
  files: SourceFiles,
): Promise<boolean> {
  for await (const { verdict } of checkResults(playground, engine, verified, files)) {
    if (verdict.kind !== 'passed') return true;
  }
  return false;
}

/** A check that could not be carried out is not a failed check; its message shows in the test's report. */
function describeFailure({ id, verdict }: CheckResult): string {
  return verdict.kind === 'error' ? `${id} (error: ${verdict.message})` : id;
}

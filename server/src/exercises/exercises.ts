import type { CheckResult } from '../../../lessons/runtime/checks/check.ts';
import { runChecks } from '../../../lessons/runtime/checks/run-checks.ts';
import { createNodeWorkers, readDatabaseAssets } from '../../../lessons/runtime/host/node.ts';
import { createPlayground } from '../../../lessons/runtime/host/playground.ts';
import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import { readExercise, type Exercise } from '../../../lessons/src/exercise.ts';
import type { LessonSummary } from '../../../lessons/src/lesson.ts';
import { readSources } from '../../../lessons/src/sources.ts';
import type { TeamLinter } from '../lint/linter.ts';

/** How long the grading of one answer may take in all; each request to the program has 2 s of its own. */
const DEADLINE = 120_000;

export class ExerciseError extends Error {}

/** The course for agents: what there is, what one asks for, and, on their own machine, what grades an answer. */
export class Exercises {
  readonly #course: string;

  constructor(course: string) {
    this.#course = course;
  }

  async list(): Promise<readonly LessonSummary[]> {
    return (await readSources(this.#course)).map(({ summary }) => summary);
  }

  /** Throws an ExerciseError that names those that there are. */
  async get(id: string): Promise<Exercise> {
    const exercises = await this.list();
    if (!exercises.some((exercise) => exercise.id === id)) {
      throw new ExerciseError(
        `There is no exercise "${id}". There are: ${exercises.map((exercise) => exercise.id).join(', ')}.`,
      );
    }
    return readExercise(id, this.#course);
  }
}

/**
 * Runs an exercise's own checks against these files, in threads with limits of time and memory, on PGlite. The
 * program it is given runs on this machine: never offer it to others.
 */
export async function gradeExercise(
  exercise: Exercise,
  answer: SourceFiles,
  { playground: bundles, linter }: { readonly playground: URL; readonly linter: TeamLinter },
): Promise<readonly CheckResult[]> {
  const editable = exercise.files.filter((file) => file.editable).map((file) => file.path);
  const strange = Object.keys(answer).find((file) => !editable.includes(file));
  if (strange !== undefined) {
    throw new ExerciseError(`${strange} is not yours to change. You may change: ${editable.join(', ')}.`);
  }
  const start = Object.fromEntries(exercise.files.map((file) => [file.path, file.text]));
  const playground = createPlayground(createNodeWorkers(bundles), readDatabaseAssets(bundles), 'pglite');
  let timer: NodeJS.Timeout | undefined;
  try {
    const grading = collect(
      runChecks({
        playground,
        database: exercise.database,
        files: { ...start, ...answer },
        entry: exercise.entry,
        checks: exercise.checks,
        ...(exercise.attack && { attack: exercise.attack }),
        rules: exercise.summary.rules,
        lint: (files) => linter.lintAnswer({ files, rules: exercise.summary.rules }),
        engine: 'pglite',
      }),
    );
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new ExerciseError(`Grading took more than ${DEADLINE / 1000} s.`)),
        DEADLINE,
      );
    });
    return await Promise.race([grading, late]);
  } finally {
    clearTimeout(timer);
    await playground.dispose();
  }
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

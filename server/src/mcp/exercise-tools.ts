import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { CheckResult } from '../../../lessons/runtime/checks/check.ts';
import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import type { Exercise } from '../../../lessons/src/exercise.ts';
import type { LessonSummary } from '../../../lessons/src/lesson.ts';
import { ExerciseError, type Exercises } from '../exercises/exercises.ts';
import { answer, refuse } from './answer.ts';

/** Grades files against an exercise's own checks. */
export type Grade = (exercise: Exercise, files: SourceFiles) => Promise<readonly CheckResult[]>;

const summarySchema = z.object({
  id: z.string(),
  title: z.string(),
  part: z.string(),
  level: z.int(),
  minutes: z.int(),
  rules: z.array(z.string()).describe('Rules of the linter that would have caught the harm'),
});

const idSchema = z.string().min(1).max(100).describe('One of list_exercises');
/** An answer is a few small files. */
const fileSchema = z.string().max(64 * 1024);
const readOnly = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };

/** `list_exercises`, `get_exercise` and, where programs may run, `check_exercise`. */
export function addExerciseTools(server: McpServer, exercises: Exercises, grade?: Grade): void {
  server.registerTool(
    'list_exercises',
    {
      title: 'List the exercises',
      description: 'Programs that do harm, to be mended: what there is, by part of the course.',
      inputSchema: z.object({}),
      outputSchema: z.object({ exercises: z.array(summarySchema) }),
      annotations: readOnly,
    },
    async () => answer({ exercises: (await exercises.list()).map(describeSummary) }),
  );

  server.registerTool(
    'get_exercise',
    {
      title: 'Get an exercise',
      description: 'The task, the program to mend, its database, and what will be checked. Not the solution.',
      inputSchema: z.object({ id: idSchema }),
      outputSchema: summarySchema.extend({
        task: z.string().describe('Markdown'),
        entry: z.string().describe('The module that starts the program'),
        files: z.array(z.object({ path: z.string(), text: z.string(), editable: z.boolean() })),
        seed: z.string().describe('SQL that fills the tables of schema.sql'),
        checks: z.array(z.object({ id: z.string(), title: z.string() })),
        hints: z.array(z.string()).describe('Weakest first; read one when you are stuck'),
      }),
      annotations: readOnly,
    },
    ({ id }) => orRefuse(async () => answer(describeExercise(await exercises.get(id)))),
  );

  if (!grade) return;
  server.registerTool(
    'check_exercise',
    {
      title: 'Check an exercise',
      description:
        'Runs the exercise’s own checks against your files, in a thread on this machine, on PostgreSQL in WebAssembly, and says what was sent, expected and received.',
      inputSchema: z.object({
        id: idSchema,
        files: z
          .record(z.string().max(200), fileSchema)
          .describe('Whole texts of the files that you changed, by path'),
      }),
      outputSchema: z.object({
        passed: z.boolean(),
        checks: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            verdict: z.enum(['passed', 'failed', 'error']),
            sent: z.string().optional(),
            expected: z.string().optional(),
            received: z.string().optional(),
            message: z.string().optional().describe('Why the check could not be carried out'),
          }),
        ),
      }),
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ id, files }) =>
      orRefuse(async () => {
        const results = await grade(await exercises.get(id), files);
        const passed = results.every(({ verdict }) => verdict.kind === 'passed');
        return answer({ passed, checks: results.map(describeResult) });
      }),
  );
}

async function orRefuse<Result>(work: () => Promise<Result>) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ExerciseError) return refuse(error.message);
    throw error;
  }
}

function describeSummary({ id, title, part, minutes, rules }: LessonSummary) {
  return { id, title, part: part.title, level: part.level, minutes, rules: [...rules] };
}

function describeExercise({ summary, task, entry, files, database, checks, hints }: Exercise) {
  return {
    ...describeSummary(summary),
    task,
    entry,
    files: files.map(({ path, text, editable }) => ({ path, text, editable })),
    seed: database.seed,
    checks: checks.map(({ id, title }) => ({ id, title })),
    hints: [...hints],
  };
}

function describeResult({ id, title, verdict }: CheckResult) {
  return {
    id,
    title,
    verdict: verdict.kind,
    ...(verdict.kind === 'failed' && verdict.report),
    ...(verdict.kind === 'error' && { message: verdict.message }),
  };
}

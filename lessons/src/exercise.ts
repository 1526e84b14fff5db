import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Attack } from '../runtime/attack/attack.ts';
import type { Check } from '../runtime/checks/check.ts';
import { findSource, ownCourse, readMaterial, type Material } from './sources.ts';
import type { LessonSummary } from './lesson.ts';

/** A lesson for who has no browser: its prose as it was written, and no solution. */
export interface Exercise extends Material {
  readonly summary: LessonSummary;
  /** Markdown. */
  readonly task: string;
  /** Markdown, weakest first. */
  readonly hints: readonly string[];
  readonly checks: readonly Check[];
  readonly attack: Attack | undefined;
}

/** Reads a lesson with what grades it. Throws a CourseError when there is none of this id. */
export async function readExercise(id: string, course = ownCourse): Promise<Exercise> {
  const source = await findSource(id, course);
  const [material, checks, attack] = await Promise.all([
    readMaterial(source),
    importDefault<readonly Check[]>(source.folder, 'checks'),
    importDefault<Attack>(source.folder, 'attack'),
  ]);
  return {
    ...material,
    summary: source.summary,
    task: source.body.replace(/^::attack$/m, '(Here the workbench shows the attack; a check runs it.)'),
    hints: source.data.hints,
    checks: checks ?? [],
    attack,
  };
}

/** What a module of the lesson exports: TypeScript in the project, compiled where the course was packed. */
async function importDefault<Value>(folder: string, name: string): Promise<Value | undefined> {
  const file = ['.ts', '.js'].map((ending) => path.join(folder, name + ending)).find(existsSync);
  if (file === undefined) return undefined;
  const module = (await import(pathToFileURL(file).href)) as { default: Value };
  return module.default;
}

import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import { applyEdit } from './edit.ts';
import { codeEdits } from './code-mutations.ts';
import { sqlEdits } from './sql-mutations.ts';

/** A solution with one small change. */
export interface Mutant {
  readonly mutation: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What changed: trimmed lines, those that stayed left out. */
  readonly before: string;
  readonly after: string;
  /** The changed file. */
  readonly text: string;
}

/**
 * All mutants of a solution: of the lines that the lesson asks for, which are those that its start does not have.
 * With `isWhole`, of every line.
 */
export function mutantsOf(start: SourceFiles, solution: SourceFiles, isWhole: boolean): readonly Mutant[] {
  return Object.entries(solution).flatMap(([file, source]) => {
    const given = new Set(isWhole ? [] : (start[file] ?? '').split('\n').map((line) => line.trim()));
    const edits = file.endsWith('.sql') ? sqlEdits(source) : file.endsWith('.ts') ? codeEdits(source) : [];
    const mutants = edits.map((edit) => describe(file, source, edit.mutation, applyEdit(source, edit)));
    const own = mutants.filter(({ before }) => before.split('\n').some((line) => !given.has(line)));
    // Two edits may come to the same text.
    return own.filter(({ text }, index) => own.findIndex((other) => other.text === text) === index);
  });
}

function describe(file: string, source: string, mutation: string, text: string): Mutant {
  const [old, changed] = [source.split('\n'), text.split('\n')];
  let same = 0;
  while (same < old.length && old[same] === changed[same]) same += 1;
  let last = 0;
  const most = Math.min(old.length, changed.length) - same;
  while (last < most && old.at(-1 - last) === changed.at(-1 - last)) last += 1;
  const lines = (all: readonly string[]) =>
    all
      .slice(same, all.length - last)
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n');
  return { mutation, file, line: same + 1, before: lines(old), after: lines(changed), text };
}

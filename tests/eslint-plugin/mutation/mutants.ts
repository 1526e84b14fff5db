import { readFileSync } from 'node:fs';
import type { Mutant } from '@stryker-mutator/api/core';
import type { Logger } from '@stryker-mutator/api/logging';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import fc from 'fast-check';

const silent: Logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  fatal: () => {},
};

/** Every mutant that Stryker makes of these files. */
export async function mutantsOf(files: readonly string[]): Promise<readonly Mutant[]> {
  const sources = files.map((name) => ({ name, mutate: true, content: readFileSync(name, 'utf8') }));
  const options = { plugins: null, ignorers: [], excludedMutations: [] };
  return (await new Instrumenter(silent).instrument(sources, options)).mutants;
}

/** Some of the mutants, each as likely as any other; the same ones for the same seed. */
export function drawMutants(mutants: readonly Mutant[], count: number, seed: number): readonly Mutant[] {
  const length = Math.min(count, mutants.length);
  const subset = fc.shuffledSubarray([...mutants], { minLength: length, maxLength: length });
  return fc.sample(subset, { seed, numRuns: 1 })[0] ?? [];
}

/** Where a mutant is: a file, and a range of lines (from 1) and columns (from 0) as Stryker reads it. */
export function placeOf({ fileName, location: { start, end } }: Mutant): string {
  return `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
}

/** The code that takes the place of a mutant's; `a && b` becomes `(a || b)`, whatever stands around it. */
export function replacementOf({
  mutatorName,
  replacement = '',
}: Pick<Mutant, 'mutatorName'> & { replacement?: string }): string {
  return mutatorName === 'LogicalOperator' ? `(${replacement})` : replacement;
}

/** What tells a mutant from those beside it and within it. */
export function nameOf(mutant: Mutant): string {
  return `${placeOf(mutant)} ${mutant.mutatorName} ${mutant.replacement}`;
}

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';
import { replacementOf } from './mutants.ts';

/** How many of the mutants the tests must notice. */
export const GOAL = 0.8;

export interface Count {
  readonly folder: string;
  /** Of how many mutants these are a sample. */
  readonly population: number;
  readonly mutants: number;
  readonly killed: number;
  /** Killed because the tests did not end. */
  readonly timedOut: number;
  readonly survived: number;
  /** No test reaches it; counts as survived in the score. */
  readonly uncovered: number;
  /** Those that no test noticed and the type checker refuses; they count as survived too. */
  readonly refused: number;
  /** The plugin does not load, so no test had anything to say; left out of the score. */
  readonly broken: number;
  /** Those of the mutants that are in what a module does as it is loaded. */
  readonly atLoad: number;
  readonly score: number;
  /** Where the score of all mutants is with 95 % certainty (Wilson's interval); the score itself when all were tested. */
  readonly interval: readonly [low: number, high: number];
  /** The same without the mutants that do not compile, as Stryker's own type checker has it. */
  readonly compiling: Share;
}

interface Share {
  readonly mutants: number;
  readonly score: number;
  readonly interval: readonly [low: number, high: number];
}

/** Wilson's 95 % interval of a share seen in a random sample. */
export function wilsonInterval(hits: number, size: number): readonly [low: number, high: number] {
  if (size === 0) return [0, 1];
  const z = 1.959964;
  const share = hits / size;
  const middle = share + z ** 2 / (2 * size);
  const half = z * Math.sqrt((share * (1 - share)) / size + z ** 2 / (4 * size ** 2));
  const scale = 1 + z ** 2 / size;
  return [(middle - half) / scale, (middle + half) / scale];
}

/** Counts mutants by what became of them. */
export function countMutants(
  folder: string,
  population: number,
  mutants: readonly MutantResult[],
  refused: ReadonlySet<MutantResult>,
): Count {
  const of = (status: MutantResult['status']) => mutants.filter((mutant) => mutant.status === status).length;
  const [killed, timedOut, survived, uncovered] = [
    of('Killed'),
    of('Timeout'),
    of('Survived'),
    of('NoCoverage'),
  ];
  const judged = killed + timedOut + survived + uncovered;
  const caught = killed + timedOut;
  const score = judged === 0 ? 1 : caught / judged;
  const compiling = mutants.filter((mutant) => isJudged(mutant) && !refused.has(mutant));
  const noticed = compiling.filter((mutant) => !isSurvivor(mutant)).length;
  const share = compiling.length === 0 ? 1 : noticed / compiling.length;
  const isWhole = mutants.length === population;
  return {
    folder,
    population,
    mutants: mutants.length,
    killed,
    timedOut,
    survived,
    uncovered,
    refused: mutants.filter((mutant) => isSurvivor(mutant) && refused.has(mutant)).length,
    broken: mutants.length - judged,
    atLoad: mutants.filter((mutant) => mutant.static).length,
    score,
    interval: isWhole ? [score, score] : wilsonInterval(caught, judged),
    compiling: {
      mutants: compiling.length,
      score: share,
      interval: isWhole ? [share, share] : wilsonInterval(noticed, compiling.length),
    },
  };
}

/** Whether the tests had a say. */
function isJudged(mutant: MutantResult): boolean {
  return mutant.status === 'Killed' || mutant.status === 'Timeout' || isSurvivor(mutant);
}

/** Whether the tests missed it. */
export function isSurvivor({ status }: MutantResult): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

/** A survivor as a place and a diff; in results, lines and columns begin at 1. */
export function describeSurvivor(mutant: MutantResult, isRefused: boolean): string {
  const { fileName, mutatorName, status } = mutant;
  const { start, end } = mutant.location;
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  const before = lines[0]?.slice(0, start.column - 1) ?? '';
  const after = lines.at(-1)?.slice(end.column - 1) ?? '';
  const show = (sign: string, text: string) => text.split('\n').map((line) => `    ${sign} ${line.trim()}`);
  return [
    `${relative(process.cwd(), fileName)}:${start.line}:${start.column} ${mutatorName}${status === 'NoCoverage' ? ', reached by no test' : ''}${isRefused ? ', does not compile' : ''}`,
    ...show('-', lines.join('\n')),
    ...show('+', before + replacementOf(mutant) + after),
  ].join('\n');
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** One line for each folder. */
export function describeCount(count: Count): string {
  const {
    folder,
    population,
    mutants,
    killed,
    timedOut,
    survived,
    uncovered,
    refused,
    broken,
    atLoad,
    score,
  } = count;
  const [low, high] = count.interval;
  const certainty = mutants === population ? '' : ` (95 % interval ${percent(low)} to ${percent(high)})`;
  const { compiling } = count;
  const [least, most] = compiling.interval;
  const compilingCertainty = mutants === population ? '' : ` (${percent(least)} to ${percent(most)})`;
  return (
    `${folder}: ${percent(score)}${certainty}: ${mutants} of ${population} mutants, ${killed} killed, ` +
    `${timedOut} timed out, ${survived} survived, ${uncovered} reached by no test (${refused} of these two do not ` +
    `compile), ${broken} not loadable; ` +
    `${atLoad} take effect as a module is loaded. Of the ${compiling.mutants} that compile ` +
    `${percent(compiling.score)}${compilingCertainty} were noticed`
  );
}

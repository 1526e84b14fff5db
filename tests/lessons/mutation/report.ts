import type { GradedMutant, LessonReport } from './grade.ts';

/** How many of the mutants that change behaviour must be caught. */
export const GOAL = 0.95;

export interface Count {
  readonly mutants: number;
  readonly caught: number;
  readonly survived: number;
  readonly equivalent: number;
  readonly open: number;
  readonly unrunnable: number;
}

/** Counts mutants by their fate. */
export function countMutants(mutants: readonly GradedMutant[]): Count {
  const of = (kind: string) => mutants.filter(({ fate }) => fate.kind === kind).length;
  return {
    mutants: mutants.length,
    caught: of('caught'),
    survived: of('survived'),
    equivalent: of('equivalent'),
    open: of('open'),
    unrunnable: of('unrunnable'),
  };
}

/** The share that was caught, of those which start and are not listed. */
export function rateOf({ caught, survived }: Count): number {
  return caught + survived === 0 ? 1 : caught / (caught + survived);
}

/** The same with what the tasks leave open counted as missed. */
export function strictRateOf(count: Count): number {
  return rateOf({ ...count, survived: count.survived + count.open });
}

/** A survivor as a diff. */
export function describeMutant({ mutation, file, line, before, after }: GradedMutant): string {
  const lines = (sign: string, text: string) =>
    text === '' ? [] : text.split('\n').map((each) => `    ${sign} ${each}`);
  return [`  ${mutation} at ${file}:${line}`, ...lines('-', before), ...lines('+', after)].join('\n');
}

const percent = (rate: number) => `${(rate * 100).toFixed(1)} %`;

/** One line for each lesson, and the sum. */
export function tableOf(reports: readonly LessonReport[]): string {
  const rows = [
    ...reports.map(({ lesson, mutants }) => [lesson, countMutants(mutants)] as const),
    ['all', countMutants(reports.flatMap(({ mutants }) => mutants))] as const,
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const heads = ['mutants', 'caught', 'survived', 'equivalent', 'open', 'unrunnable', 'rate', 'strict'];
  const line = (name: string, cells: readonly string[]) =>
    [name.padEnd(width), ...cells.map((cell, index) => cell.padStart(heads[index]?.length ?? 0))].join('  ');
  return [
    line('lesson', heads),
    ...rows.map(([name, count]) => {
      const { mutants, caught, survived, equivalent, open, unrunnable } = count;
      const numbers = [mutants, caught, survived, equivalent, open, unrunnable].map(String);
      return line(name, [...numbers, percent(rateOf(count)), percent(strictRateOf(count))]);
    }),
  ].join('\n');
}

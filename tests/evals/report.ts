import { machine } from '../benchmarks/report.ts';
import type { Mode, Result } from './run-evals.ts';

interface Summary {
  readonly mode: Mode;
  readonly passed: number;
  readonly of: number;
}

/** How many tasks passed in each mode. */
export function summarize(results: readonly Result[]): readonly Summary[] {
  return (['without', 'with'] as const)
    .map((mode) => results.filter((result) => result.mode === mode))
    .filter((group) => group.length > 0)
    .map((group) => ({
      mode: group[0]?.mode ?? 'without',
      passed: group.filter(({ passed }) => passed).length,
      of: group.length,
    }));
}

/** Everything, for machines. */
export function toJson(agent: string, results: readonly Result[]): string {
  return JSON.stringify({ agent, machine: machine(), summary: summarize(results), results }, undefined, 2);
}

/** A row for each task, and a line for each mode. */
export function printTable(results: readonly Result[]): void {
  console.table(
    results.map((result) => ({
      task: result.task,
      skill: result.mode,
      result: result.passed ? 'passed' : 'failed',
      seconds: Math.round(result.seconds),
      why: whyOf(result).slice(0, 80),
    })),
  );
  for (const { mode, passed, of } of summarize(results)) {
    console.log(`${mode} the skill: ${passed} of ${of} passed`);
  }
  console.log(`One run of each task; ${machine()}`);
}

function whyOf({ agent, checks }: Result): string {
  const failed = checks.find(({ problem }) => problem !== undefined);
  const reasons = [
    agent === 'time' ? 'the agent ran out of time' : '',
    agent === 'memory' ? 'the agent took too much memory' : '',
    agent === 'failed' ? 'the agent ended with an error' : '',
    failed ? `${failed.id}: ${failed.problem ?? ''}` : '',
  ];
  return reasons.filter(Boolean).join('; ');
}

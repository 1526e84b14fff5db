import type { CheckResult, Verdict } from '../../../lessons/runtime/checks/check.ts';

/** A check of the lesson, and how it stands. */
export interface CheckRow {
  readonly id: string;
  readonly title: string;
  readonly state: { readonly kind: 'open' } | { readonly kind: 'running' } | Verdict;
}

/** The rows when a run begins: the first is running, the others wait. */
export function checksStarted(rows: readonly CheckRow[]): readonly CheckRow[] {
  return rows.map((row, index) => ({ ...row, state: { kind: index === 0 ? 'running' : 'open' } }));
}

/** The rows after a result: its own row has it, the next open one is running. */
export function withResult(rows: readonly CheckRow[], result: CheckResult): readonly CheckRow[] {
  const judged = rows.map((row): CheckRow =>
    row.id === result.id ? { ...row, state: result.verdict } : row,
  );
  const next = judged.findIndex((row) => row.state.kind === 'open');
  return judged.map((row, index) => (index === next ? { ...row, state: { kind: 'running' } } : row));
}

/** The rows when a run ended early: nothing is left running. */
export function checksEnded(rows: readonly CheckRow[]): readonly CheckRow[] {
  return rows.map((row) => (row.state.kind === 'running' ? { ...row, state: { kind: 'open' } } : row));
}

export function isSolvedBy(rows: readonly CheckRow[]): boolean {
  return rows.length > 0 && rows.every((row) => row.state.kind === 'passed');
}

/** One sentence for those who listen instead of looking. */
export function describeChecks(rows: readonly CheckRow[]): string {
  const passed = rows.filter((row) => row.state.kind === 'passed').length;
  const failed = rows.filter((row) => row.state.kind === 'failed' || row.state.kind === 'error').length;
  if (passed === rows.length) return `All ${rows.length} checks passed.`;
  return `${passed} of ${rows.length} checks passed, ${failed} failed.`;
}

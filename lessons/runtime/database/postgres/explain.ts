import type { PlanResult } from '../../playground.ts';
import type { StatementResult } from '../wire/statement.ts';

type Run = (sql: string, parameters?: readonly (string | null)[]) => Promise<StatementResult>;

export async function explain(
  run: Run,
  sql: string,
  parameters: readonly (string | null)[],
): Promise<PlanResult> {
  return { kind: 'unavailable', reason: String(run) + sql + parameters.length };
}

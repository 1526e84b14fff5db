import type { PlanResult } from '../../playground.ts';
import { DatabaseFailure } from '../database-failure.ts';
import { firstWord, keywordsOf } from '../sql/statements.ts';
import type { StatementResult } from '../wire/statement.ts';
import { planNode } from './plan-node.ts';
import { planText } from './plan-text.ts';
import { rawPlanOf } from './raw-plan.ts';

/** Runs one statement with its parameters. */
type Run = (sql: string, parameters?: readonly (string | null)[]) => Promise<StatementResult>;

const READS = new Set(['SELECT', 'VALUES', 'TABLE', 'WITH']);

/**
 * The plan of a statement. One that reads is run to measure it, within a transaction in which PostgreSQL
 * itself refuses every write, whoever makes it: a function, a WITH … DELETE. All is rolled back.
 */
export async function explain(
  run: Run,
  sql: string,
  parameters: readonly (string | null)[],
): Promise<PlanResult> {
  try {
    // SELECT … INTO makes a table, and EXPLAIN would let it.
    if (READS.has(firstWord(sql)) && !/\bINTO\b/.test(keywordsOf(sql))) {
      try {
        return await plan(run, sql, parameters, true);
      } catch (error) {
        if (!(error instanceof DatabaseFailure)) throw error;
      }
    }
    return await plan(run, sql, parameters, false);
  } catch (error) {
    if (!(error instanceof DatabaseFailure)) throw error;
    return { kind: 'unavailable', reason: `PostgreSQL has no plan for this statement: ${error.message}` };
  }
}

async function plan(
  run: Run,
  sql: string,
  parameters: readonly (string | null)[],
  analyzed: boolean,
): Promise<PlanResult> {
  await run('BEGIN READ ONLY');
  try {
    const options = analyzed ? 'ANALYZE, BUFFERS, FORMAT JSON' : 'FORMAT JSON';
    const { rows } = await run(`EXPLAIN (${options}) ${sql}`, parameters);
    const raw = rawPlanOf(JSON.parse(rows[0]?.[0] ?? 'null'));
    return { kind: 'plan', root: planNode(raw), analyzed, text: planText(raw) };
  } finally {
    await run('ROLLBACK');
  }
}

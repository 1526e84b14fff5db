import type { StoreApi } from 'zustand/vanilla';
import type { Playground, SessionName } from '../../../lessons/runtime/playground.ts';
import { plural } from '../format.ts';
import { announce } from '../shell/announce.ts';
import { typedKept, type SessionState, type TypedEntry } from './state.ts';
import { nextStatement, startedOver, withStep, type StepEntry } from './stepping-state.ts';
import { messageOf, type Turns } from './turns.ts';

/** Rows of typed SQL that are shown at most. */
const typedRowsShown = 200;

/** SQL that the reader writes: at the prompt, and in sessions side by side. */
export function createTypedSql(
  store: StoreApi<SessionState>,
  playground: Playground,
  { inTurn, isBusy }: Turns,
) {
  return {
    /** Runs SQL of the prompt and keeps it with what came of it. */
    async runTyped(sql: string): Promise<void> {
      if (isBusy()) return;
      await inTurn('querying', async () => {
        const result = await playground.runTyped(sql, typedRowsShown).then(
          ({ statements, rows }): TypedEntry => ({ sql, statements, ...(rows ? { rows } : {}) }),
          (error: unknown): TypedEntry => ({ sql, statements: [], failure: messageOf(error) }),
        );
        store.setState((state) => ({
          typed: [...state.typed, result].slice(-typedKept),
          dataVersion: state.dataVersion + 1,
        }));
        announce(describeTyped(result));
      });
    },

    /** Runs the next statement of one of the sessions that are side by side. */
    async step(session: SessionName): Promise<void> {
      const sql = nextStatement(store.getState().stepping, session);
      if (isBusy() || sql === undefined) return;
      await inTurn('querying', async () => {
        const { outcome, notes, transactions } = await playground
          .step(session, sql, typedRowsShown)
          .catch((error: unknown) => ({
            outcome: { kind: 'failed', message: messageOf(error) } as const,
            notes: [],
            transactions: [],
          }));
        const entry: StepEntry = { session, sql, outcome, notes };
        store.setState((state) => ({
          stepping: withStep(state.stepping, entry, transactions),
          dataVersion: state.dataVersion + 1,
        }));
        announce(`Session ${session}: ${describeStep(entry)}`);
      });
    },

    /** Rolls the sessions back and begins their scripts anew. */
    async startStepsOver(): Promise<void> {
      if (isBusy()) return;
      await inTurn('querying', async () => {
        await playground.endSteps();
        store.setState((state) => ({
          stepping: startedOver(state.stepping),
          dataVersion: state.dataVersion + 1,
        }));
      });
    },
  };
}

function describeTyped({ statements, rows, failure }: TypedEntry): string {
  const last = statements.at(-1);
  if (failure !== undefined) return failure;
  if (last?.error) return `Error ${last.error.code}: ${last.error.message}`;
  if (rows) return plural(rows.total, 'row');
  return last ? `${last.command}, ${plural(last.rows, 'row')}` : 'Nothing was run.';
}

function describeStep({ outcome }: StepEntry): string {
  switch (outcome.kind) {
    case 'ran':
      return describeTyped({
        sql: '',
        statements: [outcome.statement],
        ...(outcome.rows && { rows: outcome.rows }),
      });
    case 'refused':
      return outcome.reason;
    case 'failed':
      return outcome.message;
  }
}

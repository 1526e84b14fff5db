import { splitStatements } from '../../../lessons/runtime/database/sql/statements.ts';
import type { SessionName, StepOutcome, SteppedTransaction } from '../../../lessons/runtime/playground.ts';
import { steppingExamples } from './stepping-examples.ts';

export const sessionNames = ['A', 'B', 'C'] as const satisfies readonly SessionName[];

/** A statement that was run, or not, and what came of it. */
export interface StepEntry {
  readonly session: SessionName;
  readonly sql: string;
  readonly outcome: StepOutcome | { readonly kind: 'failed'; readonly message: string };
  readonly notes: readonly string[];
}

/** SQL sessions that are stepped through side by side. */
export interface SteppingState {
  /** Two or three of them. */
  readonly count: number;
  /** The statements of each. */
  readonly scripts: Readonly<Record<SessionName, string>>;
  /** How many statements of each have run. */
  readonly done: Readonly<Record<SessionName, number>>;
  readonly transactions: readonly SteppedTransaction[];
  /** In the order in which they ran. */
  readonly steps: readonly StepEntry[];
}

export const noSteps: SteppingState = {
  count: 2,
  scripts: steppingExamples[0].scripts,
  done: { A: 0, B: 0, C: 0 },
  transactions: [],
  steps: [],
};

/** Steps that are kept, latest last. */
const stepsKept = 200;

/** The session's next statement; undefined at the end of its script. */
export function nextStatement({ scripts, done }: SteppingState, session: SessionName): string | undefined {
  return splitStatements(scripts[session])[done[session]]?.sql;
}

/** The state after a step; what was refused is still to be run. */
export function withStep(
  state: SteppingState,
  entry: StepEntry,
  transactions: readonly SteppedTransaction[],
): SteppingState {
  const hasRun = entry.outcome.kind === 'ran' ? 1 : 0;
  return {
    ...state,
    done: { ...state.done, [entry.session]: state.done[entry.session] + hasRun },
    transactions,
    steps: [...state.steps, entry].slice(-stepsKept),
  };
}

/** From the beginning, with the same scripts. */
export function startedOver(state: SteppingState): SteppingState {
  return { ...state, done: noSteps.done, transactions: [], steps: [] };
}

import type { RowSet, StatementRecord } from './database.ts';

/** One of the SQL sessions that the playground's owner steps through side by side. */
export type SessionName = 'A' | 'B' | 'C';

export interface SteppedTransaction {
  readonly session: SessionName;
  readonly state: 'none' | 'open' | 'has read' | 'has written' | 'keeps a snapshot' | 'failed';
  readonly isolation: string;
}

export type StepOutcome =
  | { readonly kind: 'ran'; readonly statement: StatementRecord; readonly rows?: RowSet }
  /** It was not run, because what it would show could not be told from the truth. */
  | { readonly kind: 'refused'; readonly reason: string };

/** What became of one statement, and of all sessions with it. */
export interface Step {
  readonly outcome: StepOutcome;
  /** What else the reader must know. */
  readonly notes: readonly string[];
  readonly transactions: readonly SteppedTransaction[];
}

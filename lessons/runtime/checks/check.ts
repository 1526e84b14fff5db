import type {
  DatabaseSource,
  Exchange,
  HttpRequest,
  PlanResult,
  RowSet,
  StatementRecord,
} from '../playground.ts';
import type { AttackReport } from '../attack/attack.ts';

/** A finding of the lesson's rules in the learner's files. */
export interface Finding {
  /** Without the plugin's prefix: 'no-dynamic-order-by'. */
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The characters it points at. */
  readonly text: string;
}

/** What a check may use. It meets the program only through requests: black box. */
export interface CheckContext {
  /** Sends a request and gives the whole exchange; throws a CheckFailure when the program was stopped. */
  send(request: HttpRequest): Promise<Exchange>;
  /** Looks into the database, beside the program. */
  query(sql: string, parameters?: readonly (string | null)[]): Promise<RowSet>;
  /** Makes the database again, from the lesson's texts or with other seed rows. */
  resetDatabase(source?: Partial<DatabaseSource>): Promise<void>;
  /** How PostgreSQL carries out a statement. Never runs one that writes. */
  explain(statement: Pick<StatementRecord, 'sql' | 'parameters'>): Promise<PlanResult>;
  /** Statements that the program sent since the check began. */
  statements(): readonly StatementRecord[];
  /** Runs the lesson's attack to its end. */
  attack(): Promise<AttackReport>;
  /** Lints the learner's files with the lesson's rules. */
  findings(): Promise<readonly Finding[]>;
}

/** One thing a lesson asks for. Its id names it in `wrong/<name>/why.md`. */
export interface Check {
  readonly id: string;
  /** A sentence a learner reads, in Markdown of one line: 'Sorts by `name` and by `createdAt`'. */
  readonly title: string;
  /** Resolves when the program does what the title says; throws a CheckFailure when it does not. */
  run(context: CheckContext): Promise<void>;
}

/** What was sent, what was expected, what came. One line each, plain text. */
export interface FailureReport {
  readonly sent: string;
  readonly expected: string;
  readonly received: string;
}

/** Thrown by a check whose promise the program breaks. */
export class CheckFailure extends Error {
  readonly report: FailureReport;

  constructor(report: FailureReport) {
    super(`sent ${report.sent}, expected ${report.expected}, got ${report.received}`);
    this.name = 'CheckFailure';
    this.report = report;
  }
}

export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly report: FailureReport }
  /** The check could not be carried out: the program did not start, or the check itself is broken. */
  | { readonly kind: 'error'; readonly message: string };

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly milliseconds: number;
}

import type {
  Exchange,
  HttpRequest,
  PlanResult,
  RowSet,
  ServiceConditions,
  StatementRecord,
} from '../playground.ts';
import type { AttackReport } from '../attack/attack.ts';

/** What a finding names instead of a rule when a text cannot be parsed. */
export const SYNTAX = 'syntax';

/** A finding of the lesson's rules in the learner's files. */
export interface Finding {
  /** Without the plugin's prefix: 'no-dynamic-order-by'. SYNTAX for a text that cannot be parsed. */
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
  /**
   * Sends these requests at the same moment, as impatient clients do; exchanges come in the order of the
   * requests. What happens in which order is left to the program: for a race in the database use `race`.
   * Statements of all are listed with the oldest request under way; `statements()` has all of them.
   */
  sendTogether(requests: readonly HttpRequest[]): Promise<readonly Exchange[]>;
  /**
   * Sends these requests at the same moment and lets their statements meet in the worst order a server could
   * give them: every statement that writes (INSERT, UPDATE, DELETE, MERGE, alone or in a WITH) or locks (FOR UPDATE)
   * is held until each of the other requests has come to one of its own, has ended, or waits for a lock of these. So
   * all have read before any writes, and a program that checks first and writes then, without a constraint or a
   * lock, is caught every time, and so is one that locks only after it has read. Programs are not told apart by how they are written: only by what comes of it.
   *
   *     const [one, other] = await race([register('ada@example.org'), register('ada@example.org')]);
   *     // exactly one 201 and one 409, whatever the program does
   *
   * What it shows is what PostgreSQL does at READ COMMITTED: the playground's one connection is shared, and a
   * transaction that has only read lets others pass. What it cannot show: one that has written or locked any row
   * (FOR UPDATE, advisory locks) keeps all others waiting, also those that want other rows, so there
   * are no deadlocks, no SKIP LOCKED and no NOWAIT; at REPEATABLE READ and SERIALIZABLE transactions run one
   * after the other and never fail with 40001; a check and a write in one statement (INSERT … WHERE NOT
   * EXISTS) never interleave. A request that neither writes nor ends within 0.4 s is no longer waited for.
   * Runs on PGlite and on pg-mem.
   */
  race(requests: readonly HttpRequest[]): Promise<readonly Exchange[]>;
  /**
   * Lets time pass at once: 'wait 15 minutes' is `advanceClock(15 * 60_000)`. Date, timers, performance.now and
   * AbortSignal.timeout of the program follow, and now() of the database. Timers that fall due are called in
   * order, each at its own time; what they wait for elsewhere (a query, a service) is not waited for in between.
   * Each check begins at the present.
   */
  advanceClock(milliseconds: number): Promise<void>;
  /**
   * How the way to each service is from now on: `setServices({ orders: { latency: 200, outcomes: ['refuse', 503,
   * 'answer'] } })`. A service is a folder 'services/<name>' whose server.ts listens; programs reach it by
   * fetch('http://<name>.internal/…'). A check begins with all of them as they should be.
   */
  setServices(conditions: Readonly<Record<string, ServiceConditions>>): Promise<void>;
  /** Looks into the database, beside the program. */
  query(sql: string, parameters?: readonly (string | null)[]): Promise<RowSet>;
  /** How PostgreSQL carries out a statement. Never runs one that writes. */
  explain(statement: Pick<StatementRecord, 'sql' | 'parameters'>): Promise<PlanResult>;
  /** Statements that the program sent since the check began. */
  statements(): readonly StatementRecord[];
  /** Runs the lesson's attack to its end. */
  attack(): Promise<AttackReport>;
  /** Lints the learner's files with the lesson's rules. */
  findings(): Promise<readonly Finding[]>;
}

/** What there is, fresh, when a check begins: most need all of it, and each part takes time to make. */
interface Needs {
  /** The lesson's database and the running program. */
  readonly program: CheckContext;
  /** The database alone: what the check asks of is a schema. */
  readonly database: Pick<CheckContext, 'query' | 'explain' | 'findings'>;
  /** Neither: it looks at the learner's files. */
  readonly files: Pick<CheckContext, 'findings'>;
}

interface CheckOf<Need extends keyof Needs> {
  readonly id: string;
  /** A sentence a learner reads, in Markdown of one line: 'Sorts by `name` and by `createdAt`'. */
  readonly title: string;
  readonly needs: Need;
  /** SQL for the rows that it begins with, in place of the lesson's `seed.sql`. */
  readonly seed?: string;
  /** Resolves when the program does what the title says; throws a CheckFailure when it does not. */
  run(context: Needs[Need]): Promise<void>;
}

/** One thing a lesson asks for. Its id names it in `wrong/<name>/why.md`. Without `needs` it needs the program. */
export type Check =
  | (Omit<CheckOf<'program'>, 'needs'> & { readonly needs?: 'program' })
  | CheckOf<'database'>
  | CheckOf<'files'>;

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

import { describeProgramError, describeStop } from '../../../lessons/runtime/checks/describe.ts';
import type {
  DatabaseSource,
  Engine,
  Exchange,
  HttpRequest,
  Playground,
  SourceFiles,
  StatementRecord,
} from '../../../lessons/runtime/playground.ts';

/** One request, sent to a program that was just started on fresh data. */
export interface Run {
  readonly files: SourceFiles;
  readonly entry: string;
  readonly database: DatabaseSource;
  readonly request: HttpRequest;
}

/** What became of a run on one engine. */
export type RunResult =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  | { readonly kind: 'failed'; readonly message: string };

/** Runs on one engine alone, in a sandbox that ends with it. */
export async function runOn(
  engine: Engine,
  { files, entry, database, request }: Run,
  connect: (choice: Engine) => Promise<Playground>,
): Promise<RunResult> {
  let playground: Playground | undefined;
  try {
    playground = await connect(engine);
    await playground.resetDatabase(database);
    const start = await playground.start(files, entry);
    if (start.kind === 'failed') return { kind: 'failed', message: describeProgramError(start.error) };
    if (start.kind === 'stopped') return { kind: 'failed', message: describeStop(start.reason) };
    return { kind: 'exchange', exchange: await playground.send(request) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  } finally {
    await playground?.dispose();
  }
}

/** One thing on both engines; `isSame` leaves times out. */
export interface ComparedRow {
  readonly label: string;
  readonly isSql: boolean;
  readonly values: readonly [string, string];
  readonly isSame: boolean;
}

/** What the runs have in common and what not: how they ended, and each statement. Bodies are compared apart. */
export function compareRuns(memory: RunResult, postgres: RunResult): readonly ComparedRow[] {
  const rows = [row('Outcome', false, describeResult(memory), describeResult(postgres))];
  const [ours, theirs] = [statementsOf(memory), statementsOf(postgres)];
  for (let index = 0; index < Math.max(ours.length, theirs.length); index += 1) {
    const [one, other] = [ours[index], theirs[index]];
    const label = (one ?? other)?.sql.trim().replace(/\s+/g, ' ') ?? '';
    rows.push(row(label, true, describeStatement(one, other), describeStatement(other, one)));
  }
  return rows;
}

/** What pg-mem is known to do otherwise at statements of this run, whether it showed or not. */
export function knownDifferences(memory: RunResult): readonly string[] {
  return [...new Set(statementsOf(memory).flatMap(({ differences = [] }) => differences))];
}

function row(label: string, isSql: boolean, one: string, other: string): ComparedRow {
  return { label, isSql, values: [one, other], isSame: one === other };
}

/** The body as text to compare: JSON with a line for each value. */
export function bodyOf(result: RunResult): string {
  if (result.kind === 'failed' || result.exchange.outcome.kind !== 'response') return '';
  const { body } = result.exchange.outcome.response;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function describeResult(result: RunResult): string {
  if (result.kind === 'failed') return result.message;
  const { outcome } = result.exchange;
  switch (outcome.kind) {
    case 'response':
      return `${outcome.response.status} ${outcome.response.statusText}`;
    case 'failed':
      return describeProgramError(outcome.error);
    case 'stopped':
      return describeStop(outcome.reason);
  }
}

function statementsOf(result: RunResult): readonly StatementRecord[] {
  return result.kind === 'exchange' ? result.exchange.statements : [];
}

function describeStatement(
  statement: StatementRecord | undefined,
  other: StatementRecord | undefined,
): string {
  if (!statement) return 'not sent';
  const text = other && other.sql !== statement.sql ? `${statement.sql.trim().replace(/\s+/g, ' ')}: ` : '';
  if (statement.error) return `${text}${statement.error.code} ${statement.error.message}`;
  return `${text}${statement.rows} ${statement.rows === 1 ? 'row' : 'rows'}`;
}

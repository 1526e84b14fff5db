import { statementMessages, statementResult } from '../wire/statement.ts';
import type { FrontendMessage } from '../wire/frontend.ts';

/** Where a sequence stands; a rollback leaves it there. */
export interface SequenceState {
  /** With its schema, quoted. */
  readonly name: string;
  readonly value: string;
  readonly isCalled: boolean;
}

type Run = (messages: readonly FrontendMessage[]) => Promise<Uint8Array>;

const READ = `SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value), last_value IS NOT NULL
  FROM pg_sequences`;

/** Where all sequences stand. */
export async function readSequences(run: Run): Promise<readonly SequenceState[]> {
  const { rows } = statementResult(await run(statementMessages(READ, [])));
  return rows.flatMap(([name, value, isCalled]) =>
    name && value ? [{ name, value, isCalled: isCalled === 't' }] : [],
  );
}

/** Puts those of these sequences that exist where they stood. */
export async function restoreSequences(run: Run, states: readonly SequenceState[]): Promise<void> {
  const current = await readSequences(run);
  for (const { name, value, isCalled } of states) {
    const now = current.find((each) => each.name === name);
    if (now === undefined || (now.value === value && now.isCalled === isCalled)) continue;
    statementResult(
      await run(
        statementMessages('SELECT setval($1::text::regclass, $2, $3)', [name, value, String(isCalled)]),
      ),
    );
  }
}

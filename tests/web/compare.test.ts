import { describe, expect, it } from 'vitest';
import type { Exchange, Playground, StatementRecord } from '../../lessons/runtime/playground.ts';
import {
  bodyOf,
  compareRuns,
  knownDifferences,
  runOn,
  type RunResult,
} from '../../web/src/playground/engine-runs.ts';

const statement = (id: number, change: Partial<StatementRecord> = {}): StatementRecord => ({
  id,
  sql: 'SELECT\n  1',
  parameters: [],
  command: 'SELECT',
  rows: 1,
  milliseconds: id,
  engine: 'pg-mem',
  ...change,
});

const run = (body: string, statements: readonly StatementRecord[], status = 200): RunResult => ({
  kind: 'exchange',
  exchange: {
    request: { method: 'GET', path: '/' },
    outcome: {
      kind: 'response',
      response: { status, statusText: 'OK', headers: [], body, bytes: body.length },
    },
    statements,
    logs: [],
    milliseconds: status,
  } satisfies Exchange,
});

describe('the same run on two engines', () => {
  it('differs in what it gives, not in how long it takes', () => {
    const rows = compareRuns(run('{}', [statement(1)]), run('{}', [statement(9, { engine: 'pglite' })]));
    expect(rows).toEqual([
      { label: 'Outcome', isSql: false, values: ['200 OK', '200 OK'], isSame: true },
      { label: 'SELECT 1', isSql: true, values: ['1 row', '1 row'], isSame: true },
    ]);
  });

  it('shows what one refused, what one did not send, and a failure to start', () => {
    const error = { code: '42883', message: 'no such function' };
    const [, first, second] = compareRuns(
      run('', [statement(1, { error })]),
      run('', [statement(1), statement(2, { rows: 3 })]),
    );
    expect(first).toMatchObject({ values: ['42883 no such function', '1 row'], isSame: false });
    expect(second).toMatchObject({ values: ['not sent', '3 rows'], isSame: false });
    const [outcome] = compareRuns({ kind: 'failed', message: 'No table.' }, run('', []));
    expect(outcome).toMatchObject({ values: ['No table.', '200 OK'], isSame: false });
  });

  it('tells once what pg-mem is known to do otherwise at such statements', () => {
    const differences = ['pg-mem ignores FILTER and counts every row.'];
    const memory = run('', [statement(1, { differences }), statement(2, { differences }), statement(3)]);
    expect(knownDifferences(memory)).toEqual(differences);
  });

  it('compares bodies value by value where they are JSON', () => {
    expect(bodyOf(run('{"a":[1]}', []))).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(bodyOf(run('plain', []))).toBe('plain');
  });

  it('ends the sandbox, whatever happens in it', async () => {
    const ended: string[] = [];
    const connect = () =>
      Promise.resolve({
        resetDatabase: () => Promise.reject(new Error('syntax error')),
        dispose: () => Promise.resolve(void ended.push('ended')),
      } as unknown as Playground);
    const request = { method: 'GET', path: '/' };
    const result = await runOn(
      'pg-mem',
      { files: {}, entry: '', database: { schema: '', seed: '' }, request },
      connect,
    );
    expect(result).toEqual({ kind: 'failed', message: 'syntax error' });
    expect(ended).toEqual(['ended']);
  });
});

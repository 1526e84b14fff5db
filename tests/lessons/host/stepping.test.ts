import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Playground, SessionName, Step } from '../../../lessons/runtime/playground.ts';
import { openPlayground } from './test-playground.ts';

let playground: Playground;
const SOURCE = {
  schema: 'CREATE TABLE accounts (id serial PRIMARY KEY, balance int NOT NULL)',
  seed: 'INSERT INTO accounts (balance) VALUES (100), (200)',
};

beforeAll(() => {
  playground = openPlayground('pglite');
});
beforeEach(() => playground.resetDatabase(SOURCE));
afterAll(() => playground.dispose());

const step = (session: SessionName, sql: string) => playground.step(session, sql, 100);

/** The rows of a step, else its tag, error or refusal. */
function told({ outcome }: Step): unknown {
  if (outcome.kind === 'refused') return outcome.reason;
  const { statement, rows } = outcome;
  return (
    statement.error?.code ??
    rows?.rows.map((row) => row.join(' ')) ??
    `${statement.command} ${statement.rows}`
  );
}

const stateOf = (name: SessionName, { transactions }: Step) =>
  transactions.find(({ session }) => session === name)?.state;

/** Runs steps written as 'A: SELECT 1' and gives what each told. */
async function run(...steps: string[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const each of steps) all.push(told(await step(each.slice(0, 1) as SessionName, each.slice(3))));
  return all;
}

const READ = 'SELECT balance FROM accounts WHERE id = 1';

describe('two sessions, a statement at a time', () => {
  it('lose an update, when both have read before either writes', async () => {
    expect(
      await run(
        `A: BEGIN`,
        `A: ${READ}`,
        `B: BEGIN`,
        `B: ${READ}`,
        'A: UPDATE accounts SET balance = 90 WHERE id = 1',
        'A: COMMIT',
        `B: ${READ}`,
        'B: UPDATE accounts SET balance = 80 WHERE id = 1',
        'B: COMMIT',
        `A: ${READ}`,
      ),
    ).toEqual([
      'BEGIN 0',
      ['100'],
      'BEGIN 0',
      ['100'],
      'UPDATE 1',
      'COMMIT 0',
      ['90'],
      'UPDATE 1',
      'COMMIT 0',
      ['80'],
    ]);
  });

  it('see nothing of each other before a commit, and the one that wrote goes on where it was', async () => {
    expect(
      await run(
        'A: BEGIN',
        'A: INSERT INTO accounts (balance) VALUES (7) RETURNING id',
        `A: UPDATE accounts SET balance = 0 WHERE id = 1`,
        `B: ${READ}`,
        'B: BEGIN',
        'B: SELECT count(*) FROM accounts',
        `A: ${READ}`,
        'A: SELECT now() = min(t) FROM (SELECT now() t) x',
        'A: INSERT INTO accounts (balance) VALUES (8) RETURNING id',
        'A: COMMIT',
        'B: SELECT count(*), max(id) FROM accounts',
        'B: COMMIT',
      ),
    ).toEqual([
      'BEGIN 0',
      ['3'],
      'UPDATE 1',
      ['100'],
      'BEGIN 0',
      ['2'],
      ['0'],
      ['t'],
      ['4'],
      'COMMIT 0',
      ['4 4'],
      'COMMIT 0',
    ]);
  });

  it('are told what their transactions are, and what cannot be shown', async () => {
    await run('A: BEGIN', 'B: BEGIN', `B: ${READ}`);
    const written = await step('A', 'UPDATE accounts SET balance = 1 WHERE id = 1');
    expect([stateOf('A', written), stateOf('B', written), stateOf('C', written)]).toEqual([
      'has written',
      'has read',
      'none',
    ]);
    const refused = await step('B', 'UPDATE accounts SET balance = 2 WHERE id = 2');
    expect(told(refused)).toMatch(/Session A has changed or locked rows/);
    expect(stateOf('B', refused)).toBe('has read');
    expect(told(await step('B', `${READ} FOR UPDATE`))).toMatch(/Not run/);
    expect(told(await step('B', "SELECT nextval('accounts_id_seq')"))).toMatch(/writes or takes a number/);
    expect(await run('B: ROLLBACK', 'A: ROLLBACK', `B: ${READ}`)).toEqual([
      'ROLLBACK 0',
      'ROLLBACK 0',
      ['100'],
    ]);

    expect(await run('A: BEGIN ISOLATION LEVEL REPEATABLE READ', `A: ${READ}`, `B: ${READ}`)).toEqual([
      'BEGIN 0',
      ['100'],
      ['100'],
    ]);
    expect(told(await step('B', 'DELETE FROM accounts'))).toMatch(/REPEATABLE READ/);
    expect(await run('A: COMMIT', 'B: DELETE FROM accounts')).toEqual(['COMMIT 0', 'DELETE 2']);
  });

  it('fail as PostgreSQL has them fail', async () => {
    expect(
      await run(
        'A: BEGIN',
        'A: UPDATE accounts SET balance = 1',
        'B: BEGIN',
        'B: SELECT nobody FROM accounts',
        'B: SELECT 1',
        'B: COMMIT',
        'B: SELECT 1',
        'A: SELECT 1/0',
        `B: ${READ}`,
        `A: ${READ}`,
        'A: COMMIT',
        `A: ${READ}`,
      ),
    ).toEqual([
      'BEGIN 0',
      'UPDATE 2',
      'BEGIN 0',
      '42703',
      '25P02',
      'ROLLBACK 0',
      ['1'],
      '22012',
      ['100'],
      '25P02',
      'ROLLBACK 0',
      ['100'],
    ]);
  });

  it('lose a transaction that would not come back the same, and say so', async () => {
    await run('A: BEGIN', 'A: UPDATE accounts SET balance = 1', 'A: SELECT random()');
    const read = await step('B', READ);
    expect(told(read)).toEqual(['100']);
    expect(read.notes).toMatchObject([expect.stringContaining('Session A was rolled back') as string]);
    expect(stateOf('A', read)).toBe('none');
  });

  it('keep readers from a table that is locked exclusively, and end together', async () => {
    await run('A: BEGIN', 'A: TRUNCATE accounts');
    expect(told(await step('B', READ))).toMatch(/locked a table exclusively/);
    expect(told(await step('C', 'CREATE TEMP TABLE t (id int)'))).toMatch(/share one backend/);
    await playground.endSteps();
    expect(await run(`B: ${READ}`)).toEqual([['100']]);
  });
});

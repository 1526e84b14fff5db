import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import { fastifyProgram, get, openPlayground, responseOf, serve, stopReasonOf } from './test-playground.ts';

let playground: Playground;

const SOURCE = {
  schema: 'CREATE TABLE notes (text text NOT NULL)',
  seed: "INSERT INTO notes VALUES ('seed')",
};

const PROGRAM = fastifyProgram(`import pg from 'pg';
const pool = new pg.Pool();
app.get('/notes', async () => (await pool.query('SELECT text FROM notes ORDER BY text')).rows.map((row) => row.text));
app.post('/notes', async () => { await pool.query("INSERT INTO notes VALUES ('written')"); });
app.get('/loop', async () => { while (true); });
app.get('/microtasks', async () => { for (;;) await null; });
app.get('/silence', async () => new Promise(() => undefined));
app.get('/queries', async () => { for (;;) await pool.query('SELECT 1'); });
app.get('/regex', async () => /^(a+)+$/.test('a'.repeat(60) + 'b'));
app.get('/runaway', async () => pool.query('SELECT count(*) FROM generate_series(1, 100000000000)'));
app.get('/transaction', async () => {
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('DELETE FROM notes');
  while (true);
});`);

beforeAll(async () => {
  playground = openPlayground('pglite');
  await playground.resetDatabase(SOURCE);
  await serve(playground, PROGRAM);
  await playground.send({ method: 'POST', path: '/notes' });
});
afterAll(() => playground.dispose());

describe('a request that does not come back', () => {
  it.each(['/loop', '/microtasks', '/silence', '/queries', '/regex', '/transaction'])(
    '%s is stopped, and the next is answered with the data intact',
    async (path) => {
      expect(stopReasonOf(await get(playground, path))).toEqual({
        kind: 'deadline',
        milliseconds: 2000,
        waitingFor: 'program',
      });
      expect(responseOf(await get(playground, '/notes')).body).toBe('["seed","written"]');
    },
  );

  it('because of a statement ends the database too, which is made again', async () => {
    expect(stopReasonOf(await get(playground, '/runaway'))).toMatchObject({ waitingFor: 'database' });
    expect(responseOf(await get(playground, '/notes')).body).toBe('["seed"]');
  });

  it('stops the requests that are under way with it', async () => {
    const exchanges = await Promise.all([get(playground, '/silence'), get(playground, '/loop')]);
    expect(exchanges.map((exchange) => stopReasonOf(exchange).kind)).toEqual(['deadline', 'deadline']);
    const next = await Promise.all([get(playground, '/notes'), get(playground, '/notes')]);
    expect(next.map((exchange) => responseOf(exchange).body)).toEqual(['["seed"]', '["seed"]']);
  });
});

describe('a start that does not come back', () => {
  it.each([
    ['an endless loop', 'while (true);'],
    ['an await without end', 'await new Promise(() => undefined);'],
  ])('%s is stopped', async (_what, program) => {
    const result = await playground.start({ 'server.ts': program }, 'server.ts');
    expect(result).toMatchObject({ kind: 'stopped', reason: { kind: 'deadline', waitingFor: 'program' } });
  });

  it('is told that it never listened', async () => {
    const result = await playground.start({ 'server.ts': 'console.log(1);' }, 'server.ts');
    expect(result).toMatchObject({ kind: 'failed', error: { name: 'NeverListened' }, logs: [{ text: '1' }] });
  });

  it('fails every request until it is mended', async () => {
    await playground.start({ 'server.ts': 'throw new Error("broken");' }, 'server.ts');
    expect((await get(playground, '/')).outcome).toMatchObject({
      kind: 'failed',
      error: { message: 'broken' },
    });
    await serve(playground, PROGRAM);
    expect(responseOf(await get(playground, '/notes')).status).toBe(200);
  });
});

describe('the owner’s own SQL', () => {
  it('is stopped when it does not come back', async () => {
    await expect(playground.query('SELECT count(*) FROM generate_series(1, 100000000000)')).rejects.toThrow(
      'more than 2 s',
    );
    expect(await playground.query('SELECT text FROM notes')).toMatchObject({ rows: [['seed']] });
    expect(responseOf(await get(playground, '/notes')).body).toBe('["seed"]');
  });

  it('gives the database’s message when schema or seed is wrong', async () => {
    await expect(playground.resetDatabase({ schema: 'CREATE TABEL a ()', seed: '' })).rejects.toThrow(
      'syntax error',
    );
    await playground.resetDatabase(SOURCE);
  });
});

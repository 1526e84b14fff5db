import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import { get, openPlayground, serve } from './test-playground.ts';

let playground: Playground;

beforeAll(async () => {
  playground = openPlayground();
  await playground.resetDatabase({
    schema: 'CREATE TABLE items (id int)',
    seed: 'INSERT INTO items VALUES (7)',
  });
});
afterAll(() => playground.dispose());

const PROGRAM = {
  'server.ts': `import fastify from 'fastify';
import pg from 'pg';
import { oneItem } from './items.ts';
const pool = new pg.Pool();
const app = fastify();
app.get('/', async () => {
  for (const id of [1, 2, 3]) {
    await oneItem(pool, id);
  }
  const client = await pool.connect();
  await client.query('SELECT 2');
  client.release();
  const response = await fetch('http://stock.internal/7');
  return response.json();
});
await app.listen({ port: 3000 });
`,
  'items.ts': `export async function oneItem(pool, id) {
  const { rows } = await pool.query(
    \`
      SELECT id FROM items WHERE id = $1
    \`,
    [id],
  );
  return rows[0];
}
`,
  'services/stock/server.ts': `import fastify from 'fastify';
const app = fastify();
app.get('/:id', async () => ({ amount: 3 }));
await app.listen({ port: Number(process.env.PORT) });
`,
};

describe('an exchange', () => {
  it('tells from which line each statement was sent and each service called, and when', async () => {
    await serve(playground, PROGRAM);
    // The second request's lines must not be taken for the first one's.
    await get(playground, '/');
    const { statements, calls = [], began = 0, milliseconds } = await get(playground, '/');
    expect(statements.map(({ position }) => `${position?.file}:${position?.line}`)).toEqual([
      'items.ts:2',
      'items.ts:2',
      'items.ts:2',
      'server.ts:11',
    ]);
    expect(calls).toMatchObject([
      {
        method: 'GET',
        url: 'http://stock.internal/7',
        outcome: 200,
        position: { file: 'server.ts', line: 13 },
      },
    ]);
    const times = [...statements, ...calls].map((each) => (each.began ?? 0) - began);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    // Clocks of two workers agree within a few milliseconds.
    expect(Math.min(...times)).toBeGreaterThan(-20);
    expect(Math.max(...times)).toBeLessThan(milliseconds + 20);
  });
});

describe('typed SQL', () => {
  it('gives rows, what was written, and what the database refused with its place', async () => {
    expect(await playground.runTyped('SELECT id, NULL AS nothing FROM items', 10)).toMatchObject({
      statements: [{ command: 'SELECT', rows: 1 }],
      rows: { columns: ['id', 'nothing'], rows: [['7', null]], total: 1 },
    });
    const written = await playground.runTyped('INSERT INTO items VALUES (8), (9)', 10);
    expect(written).toMatchObject({ statements: [{ command: 'INSERT', rows: 2 }] });
    expect(written.rows).toBeUndefined();
    expect((await playground.query('SELECT id FROM items')).total).toBe(3);
    const two = await playground.runTyped('SELECT 1 AS a; SELECT id FROM items', 2);
    expect(two.statements).toHaveLength(2);
    expect(two.rows).toMatchObject({ columns: ['id'], total: 3 });
    expect(two.rows?.rows).toHaveLength(2);
    const refused = await playground.runTyped('SELECT * FROM nowhere', 10);
    expect(refused.statements.at(-1)?.error?.message).toContain('nowhere');
  });

  it('counts its statements with those of the program, and is not among them', async () => {
    const before = (await get(playground, '/')).statements;
    const typed = await playground.runTyped('SELECT 3', 10);
    const after = (await get(playground, '/')).statements;
    expect(typed.statements[0]?.id).toBe((before.at(-1)?.id ?? 0) + 1);
    expect(after[0]?.id).toBe((before.at(-1)?.id ?? 0) + 2);
    expect(after.map(({ sql }) => sql)).not.toContain('SELECT 3');
  });
});

describe('a program that makes up its lines', () => {
  it('can say another line, and changes nothing of what the database tells', async () => {
    await serve(playground, {
      'server.ts': `import fastify from 'fastify';
import pg from 'pg';
import './items.ts';
const pool = new pg.Pool();
const send = eval('\\n\\n\\n(pool, sql) => pool.query(sql)\\n//# sourceURL=items.ts');
const app = fastify();
app.get('/', async () => {
  try { await pool.query.call({}, 'SELECT 99'); } catch {}
  return (await send(pool, 'SELECT id FROM items WHERE id = 7')).rows;
});
await app.listen({ port: 3000 });
`,
      'items.ts': 'export const nothing = 1;\n',
    });
    const { statements } = await get(playground, '/');
    const told = statements.map(({ sql, rows, position }) => [sql, rows, position?.file]);
    // The file is the program's word; a statement that was never sent is not there.
    expect(told).toEqual([['SELECT id FROM items WHERE id = 7', 1, 'items.ts']]);
  });
});

import type { Browser, Page } from 'playwright-core';
import { serveSandboxPage } from '../../browser/sandbox-page/server.ts';
import { percentile, type Measurement } from '../report.ts';
import { Heaps } from './heaps.ts';

const PROGRAM = `import Fastify from 'fastify';
import pg from 'pg';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = Fastify();
app.get('/trivial', async () => ({ ok: true }));
app.get('/inject', async () => {
  const began = performance.now();
  for (let call = 0; call < 100; call += 1) await app.inject({ method: 'GET', url: '/trivial' });
  return (performance.now() - began) / 100;
});
app.get('/statements', async () => {
  const began = performance.now();
  for (let count = 0; count < 100; count += 1) await pool.query('SELECT id, name FROM users WHERE id = $1', [count]);
  return performance.now() - began;
});
app.get('/one', async () => (await pool.query('SELECT name FROM users WHERE id = $1', [7])).rows);
app.get('/loop', async () => { for (;;); });
await app.listen({ port: Number(process.env.PORT ?? 3000) });
`;

const SOURCE = {
  schema: 'CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, email text UNIQUE);',
  seed: `INSERT INTO users (name, email)
    SELECT 'user ' || i, 'user' || i || '@example.org' FROM generate_series(1, 10000) AS i;`,
};

const ROUNDS = { inject: 20, statements: 12, resets: 25, kills: 9, requests: 1000 };

/** The runtime in the sandboxed frame, driven as the page drives it. */
export async function measureRuntime(browser: Browser, where: string): Promise<readonly Measurement[]> {
  const site = await serveSandboxPage();
  const page = await browser.newPage();
  // The loader that runs this file marks functions with a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (named) => named;');
  await page.goto(site.origin);
  await page.evaluate(
    async ([source, files]) => {
      window.playground = await window.connectPlayground({ choice: 'pglite' });
      await window.playground.resetDatabase(source);
      await window.playground.start(files, 'server.ts');
    },
    [SOURCE, { 'server.ts': PROGRAM }] as const,
  );
  try {
    const inject = await measureInject(page);
    const statements = await measureStatements(page);
    const resets = await measureResets(page);
    const growth = await measureGrowth(page);
    const replacements = await measureReplacements(page);
    return [
      {
        name: 'inject of a trivial route, p50',
        value: percentile(inject.within, 0.5),
        unit: 'ms within the program',
        goal: { atMost: 1 },
        conditions: `median of ${inject.within.length} × 100 calls of Fastify's inject in the app worker, ${where}`,
      },
      {
        name: 'a trivial route asked by the page, p50',
        value: percentile(inject.asked, 0.5),
        unit: 'ms from send to answer',
        goal: 'comparison',
        conditions: `${inject.asked.length} requests through the frame, statements and logs awaited, ${where}`,
      },
      {
        name: 'overhead of port and log per statement',
        value: percentile(statements, 0.5),
        unit: 'ms beyond the time in PostgreSQL',
        goal: { atMost: 0.3 },
        conditions: `median of ${ROUNDS.statements} × 100 statements in turn by a pool, ${where}`,
      },
      {
        name: 'reset of a lesson with 10,000 rows, p50',
        value: percentile(resets, 0.5),
        unit: 'ms',
        goal: { atMost: 100 },
        conditions: `${resets.length} resets on PGlite, a row written before each, ${where}`,
      },
      {
        name: 'replacement after a kill, p50',
        value: percentile(replacements, 0.5),
        unit: 'ms from the end of an endless loop to the next answer',
        goal: { atMost: 150 },
        conditions: `${replacements.length} kills, the next request sent at once, ${where}`,
      },
      {
        name: 'heap after 1,000 requests in a row',
        value: growth,
        unit: 'times the heap before, both after collection',
        goal: { atMost: 1.1 },
        conditions: `page and workers together, one statement a request, ${where}`,
      },
    ];
  } finally {
    await page.close();
    await site.close();
  }
}

async function measureInject(page: Page): Promise<{ within: number[]; asked: number[] }> {
  return page.evaluate(async (rounds) => {
    const within: number[] = [];
    const asked: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { outcome } = await window.playground.send({ method: 'GET', path: '/inject' });
      if (outcome.kind !== 'response') throw new Error(JSON.stringify(outcome));
      within.push(Number(outcome.response.body));
      for (let count = 0; count < 20; count += 1) {
        const began = performance.now();
        await window.playground.send({ method: 'GET', path: '/trivial' });
        asked.push(performance.now() - began);
      }
    }
    return { within, asked };
  }, ROUNDS.inject);
}

/** What a statement takes beyond its time in the engine: driver, wire, turns, record. */
async function measureStatements(page: Page): Promise<number[]> {
  return page.evaluate(async (rounds) => {
    const samples: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { outcome, statements } = await window.playground.send({ method: 'GET', path: '/statements' });
      if (outcome.kind !== 'response') throw new Error(JSON.stringify(outcome));
      const within = statements.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      samples.push((Number(outcome.response.body) - within) / statements.length);
    }
    return samples;
  }, ROUNDS.statements);
}

async function measureResets(page: Page): Promise<number[]> {
  return page.evaluate(
    async ([source, rounds]) => {
      const samples: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await window.playground.query("UPDATE users SET name = 'changed' WHERE id = 1");
        const began = performance.now();
        await window.playground.resetDatabase(source);
        samples.push(performance.now() - began);
      }
      return samples;
    },
    [SOURCE, ROUNDS.resets] as const,
  );
}

async function measureReplacements(page: Page): Promise<number[]> {
  return page.evaluate(async (rounds) => {
    const samples: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // Somebody looks at the answer before the next loop.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const { outcome } = await window.playground.send({ method: 'GET', path: '/loop' });
      if (outcome.kind !== 'stopped') throw new Error(JSON.stringify(outcome));
      const began = performance.now();
      const next = await window.playground.send({ method: 'GET', path: '/one' });
      if (next.outcome.kind !== 'response') throw new Error(JSON.stringify(next.outcome));
      samples.push(performance.now() - began);
    }
    return samples;
  }, ROUNDS.kills);
}

async function measureGrowth(page: Page): Promise<number> {
  const send = (count: number) =>
    page.evaluate(async (requests) => {
      for (let sent = 0; sent < requests; sent += 1) {
        await window.playground.send({ method: 'GET', path: '/one' });
      }
    }, count);
  const heaps = await Heaps.of(page);
  await send(100);
  const before = await heaps.used();
  await send(ROUNDS.requests);
  return (await heaps.used()) / before;
}

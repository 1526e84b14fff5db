import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { DatabaseSource, EngineChoice, Exchange } from '../../lessons/runtime/playground.ts';
import { comparable, programText, startPrograms } from '../lessons/http/real-programs.ts';
import { REQUESTS } from '../lessons/http/requests.ts';
import { useBrowser } from './browser.ts';
import { useSandboxPage } from './sandbox-page/serve.ts';

const browser = useBrowser();
const origin = useSandboxPage();

const SOURCE: DatabaseSource = {
  schema: 'CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL)',
  seed: "INSERT INTO users (name) VALUES ('Ada'), ('Grace')",
};

const FILES = {
  'server.ts': `import Fastify from 'fastify';
import { pool } from './database.ts';
const app = Fastify();
app.get('/users', async () => (await pool.query('SELECT name FROM users ORDER BY id')).rows);
app.get('/loop', async () => { while (true); });
app.get('/runaway', async () => pool.query('SELECT count(*) FROM generate_series(1, 100000000000)'));
app.get('/flood', async () => { for (;;) console.log('line'); });
app.get('/network', async () => {
  const tries: Record<string, string> = {};
  const attempt = async (name: string, run: () => unknown) => {
    try { await run(); tries[name] = 'went out'; } catch { tries[name] = 'refused'; }
  };
  const target = '${'{origin}'}/health';
  await attempt('fetch', () => fetch(target));
  await attempt('importScripts', () => (globalThis as any).importScripts(target));
  await attempt('XMLHttpRequest', () => { const request = new XMLHttpRequest(); request.open('GET', target, false); request.send(); });
  await attempt('indexedDB', () => new Promise((resolve, reject) => {
    const opening = indexedDB.open('x');
    opening.onsuccess = resolve;
    opening.onerror = reject;
  }));
  await attempt('caches', () => caches.open('x'));
  return { origin: (globalThis as any).origin, ...tries };
});
await app.listen({ port: Number(process.env.PORT ?? 3000) });
`,
  'database.ts': `import pg from 'pg';
export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
`,
};

/** A page with a program that listens. */
async function open(choice: EngineChoice): Promise<Page> {
  const page = await browser.open(origin());
  const files = { ...FILES, 'server.ts': FILES['server.ts'].replaceAll('{origin}', origin()) };
  const result = await page.evaluate(
    async ([source, sources, engine]) => {
      window.playground = await window.connectPlayground({ choice: engine });
      await window.playground.resetDatabase(source);
      return window.playground.start(sources, 'server.ts');
    },
    [SOURCE, files, choice] as const,
  );
  expect(result).toMatchObject({ kind: 'listening' });
  return page;
}

function get(page: Page, address: string): Promise<Exchange> {
  return page.evaluate((target) => window.playground.send({ method: 'GET', path: target }), address);
}

const USERS = { kind: 'response', response: { status: 200, body: '[{"name":"Ada"},{"name":"Grace"}]' } };

describe('the sandboxed frame', () => {
  it('answers at once on pg-mem, and then on PGlite', async () => {
    const page = await open('both');
    expect(await get(page, '/users')).toMatchObject({ outcome: USERS, statements: [{ rows: 2 }] });
    await page.evaluate(() => window.playground.whenPostgresReady());
    expect(await get(page, '/users')).toMatchObject({ outcome: USERS, statements: [{ engine: 'pglite' }] });
  });

  it.each(['fastify-plugins', 'express-middleware'])('answers as Node does over HTTP: %s', async (name) => {
    const node = await startPrograms([name]);
    const page = await browser.open(origin());
    const files = { 'server.ts': await programText(name) };
    await page.evaluate(async (sources) => {
      window.playground = await window.connectPlayground({ choice: 'pg-mem' });
      await window.playground.start(sources, 'server.ts');
    }, files);
    // A few: the suite in tests/lessons/http sends all to the same runtime in Node's workers.
    for (const request of (REQUESTS[name] ?? []).filter((_, index) => index % 4 === 0)) {
      const { outcome } = await page.evaluate((sent) => window.playground.send(sent), request);
      if (outcome.kind !== 'response') throw new Error(JSON.stringify(outcome));
      const expected = comparable(await node.send(name, request));
      // The browser's V8 is another than Node's, and has its own words for what JSON.parse refuses.
      if (expected.body.includes(' in JSON at ')) expect(outcome.response.status).toBe(expected.status);
      else expect(comparable(outcome.response)).toEqual(expected);
    }
    node.stop();
  });

  it('ends a program and a statement that do not come back, and answers the next request', async () => {
    const page = await open('pglite');
    expect(await get(page, '/loop')).toMatchObject({
      outcome: { reason: { kind: 'deadline', waitingFor: 'program' } },
    });
    expect(await get(page, '/users')).toMatchObject({ outcome: USERS });
    expect(await get(page, '/runaway')).toMatchObject({
      outcome: { reason: { kind: 'deadline', waitingFor: 'database' } },
    });
    expect(await get(page, '/users')).toMatchObject({ outcome: USERS });
    expect(await get(page, '/flood')).toMatchObject({ outcome: { reason: { kind: 'flood' } } });
    expect(await get(page, '/users')).toMatchObject({ outcome: USERS });
  });

  it('has an origin of its own, no network and no storage', async () => {
    const page = await open('pg-mem');
    const { outcome } = await get(page, '/network');
    if (outcome.kind !== 'response') throw new Error(JSON.stringify(outcome));
    expect(JSON.parse(outcome.response.body)).toEqual({
      origin: 'null',
      fetch: 'refused',
      importScripts: 'refused',
      XMLHttpRequest: 'refused',
      indexedDB: 'refused',
      caches: 'refused',
    });
  });

  it('refuses to start as a page', async () => {
    const page = await browser.open(origin());
    const response = await page.request.get(new URL('/runner.html', origin()).href);
    const policy = response.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+' 'unsafe-eval'; worker-src blob:;/);
    expect(policy).toContain('sandbox allow-scripts');
    expect(await response.text()).toContain('Content-Security-Policy');
  });
});

import { createServer, type AddressInfo, type Server } from 'node:net';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseSource, Exchange, StartResult } from '../../lessons/runtime/playground.ts';
import { programOf, type HostileProgram } from './attacks/attack.ts';
import { endless } from './attacks/endless.ts';
import { exfiltration } from './attacks/exfiltration.ts';
import { reach } from './attacks/reach.ts';
import { useBrowser } from './browser.ts';
import { useSandboxPage } from './sandbox-page/serve.ts';

const SOURCE: DatabaseSource = {
  schema: 'CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL)',
  seed: "INSERT INTO users (name) VALUES ('Ada'), ('Grace')",
};

const HONEST: HostileProgram = {
  name: 'honest',
  handler: "return (await pool.query('SELECT name FROM users ORDER BY id')).rows;",
};

const browser = useBrowser({ keepPages: true });
const origin = useSandboxPage();
let devtools: CDPSession;
let attacker: Server;
let target: string;
let connections = 0;

beforeAll(async () => {
  attacker = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
  target = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}`;
  const page = await browser.open(origin());
  devtools = await page.context().newCDPSession(page);
  await inPage(async (secret) => {
    localStorage.setItem('secret', secret);
    document.cookie = `secret=${secret}`;
    Object.assign(window, { heard: [] });
    new BroadcastChannel('secrets').onmessage = ({ data }) =>
      (window as unknown as { heard: unknown[] }).heard.push(data);
    window.playground = await window.connectPlayground({ choice: 'both' });
    await window.playground.whenPostgresReady();
  }, 'the-page-s-secret');
});
afterAll(() => void attacker.close());

/**
 * Runs a function in the page. Not by the page's own evaluate(): that gives the page up when the frame's process
 * dies, which a program that takes all memory may bring about, and which the page is to outlive.
 */
async function inPage<Argument, Result>(
  body: (argument: Argument) => Promise<Result> | Result,
  argument: Argument,
): Promise<Result> {
  const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
    expression: `(${body.toString()})(${JSON.stringify(argument)})`,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as Result;
}

/** Starts a program on fresh data and asks it once. */
async function ask(program: HostileProgram): Promise<Exchange | { readonly start: StartResult }> {
  return inPage(
    async ([source, files]): Promise<Exchange | { readonly start: StartResult }> => {
      await window.playground.resetDatabase(source);
      const start = await window.playground.start(files, 'server.ts');
      if (start.kind !== 'listening') return { start };
      return window.playground.send({ method: 'GET', path: '/attack' });
    },
    [SOURCE, programOf(program, target)] as const,
  );
}

/** The page is as it was, and the next program gets what it asks for. */
async function expectUnharmed(): Promise<void> {
  const seen = await inPage(
    () => ({
      address: location.href,
      cookie: document.cookie,
      stored: localStorage.getItem('secret'),
      heard: (window as unknown as { heard: unknown[] }).heard,
      frames: document.querySelectorAll('iframe').length,
    }),
    undefined,
  );
  expect(seen).toEqual({
    address: `${origin()}/`,
    cookie: 'secret=the-page-s-secret',
    stored: 'the-page-s-secret',
    heard: [],
    frames: 1,
  });
  expect(await ask(HONEST)).toMatchObject({
    outcome: { kind: 'response', response: { status: 200, body: '[{"name":"Ada"},{"name":"Grace"}]' } },
    statements: [{ rows: 2 }],
  });
  expect(connections, 'connections to the attacker').toBe(0);
}

describe.each([
  ['sends out', exfiltration],
  ['reaches for', reach],
  ['is or has', endless],
])('a program that %s', (_, programs) => {
  it.each(programs)('$name harms nobody', async (program) => {
    const answer = await ask(program);
    const { kind } = 'start' in answer ? answer.start : answer.outcome;
    if (program.ends === 'stopped') expect(kind).toBe('stopped');
    expect(JSON.stringify(answer)).not.toContain('the-page-s-secret');
    await expectUnharmed();
  });
});

it('the attacker would have noticed', async () => {
  await fetch(target);
  expect(connections).toBe(1);
  connections = 0;
});

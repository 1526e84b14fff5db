import { createServer, type AddressInfo, type Server } from 'node:net';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programOf, type HostileProgram } from './attacks/attack.ts';
import { endless } from './attacks/endless.ts';
import { exfiltration } from './attacks/exfiltration.ts';
import { reach } from './attacks/reach.ts';
import { verdicts } from './attacks/verdicts.ts';
import { useBrowser } from './browser.ts';
import { inPage } from './in-page.ts';
import type { Graded } from './sandbox-page/grade.ts';
import { useSandboxPage } from './sandbox-page/serve.ts';

const HONEST: HostileProgram = {
  name: 'honest',
  handler:
    "await pool.query(\"INSERT INTO visits (by) VALUES ('honest')\"); return (await pool.query('SELECT word FROM secrets')).rows;",
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
  await inPage(
    devtools,
    async (secret) => {
      localStorage.setItem('secret', secret);
      document.cookie = `secret=${secret}`;
      Object.assign(window, { heard: [] });
      new BroadcastChannel('secrets').onmessage = ({ data }) =>
        (window as unknown as { heard: unknown[] }).heard.push(data);
      window.playground = await window.connectPlayground({ choice: 'both' });
      await window.playground.whenPostgresReady();
    },
    'the-page-s-secret',
  );
});
afterAll(() => void attacker.close());

/** Sends a program through the checks, on PGlite and on fresh data. */
function gradeInPage(program: HostileProgram): Promise<Graded> {
  return inPage(devtools, (files) => window.grade(window.playground, files), programOf(program, target));
}

/** The page is as it was, and the next program gets what it asks for. */
async function expectUnharmed(): Promise<void> {
  const seen = await inPage(
    devtools,
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
  const { verdict, met } = await gradeInPage(HONEST);
  expect({ verdict, met: met.length }).toEqual({ verdict: 'passed', met: 3 });
  expect(connections, 'connections to the attacker').toBe(0);
}

describe.each([
  ['sends out', exfiltration],
  ['reaches for', reach],
  ['is or has', endless],
  ['answers with', verdicts],
])('a program that %s', (_, programs) => {
  it.each(programs)('$name harms nobody, and passes no check', async (program) => {
    const { verdict, met, start, exchange } = await gradeInPage(program);
    const kind = start?.kind === 'listening' ? exchange?.outcome.kind : start?.kind;
    if (program.ends === 'stopped') expect(kind).toBe('stopped');
    expect({ verdict, met }).not.toMatchObject({ verdict: 'passed' });
    expect(met).toEqual([]);
    expect(JSON.stringify([start, exchange])).not.toContain('the-page-s-secret');
    await expectUnharmed();
  });
});

it('the attacker would have noticed', async () => {
  await fetch(target);
  expect(connections).toBe(1);
  connections = 0;
});

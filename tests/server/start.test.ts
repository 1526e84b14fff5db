import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../server/bin/start.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

async function start(environment: Record<string, string>, flags: string[] = []): Promise<Ended> {
  const child = spawn(process.execPath, [...flags, script], { env: { ...process.env, ...environment } });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  await once(child, 'close');
  return { code: child.exitCode, output, errors };
}

describe('npm start ends with one sentence and exit code 1', () => {
  test.each(['http', '70000', '-1', '3000x', '1.5'])('when PORT is %s', async (PORT) => {
    const ended = await start({ PORT });
    expect(ended.code).toBe(1);
    expect(ended.errors).toBe(`PORT must be a whole number from 0 to 65535; it is "${PORT}".\n`);
    expect(ended.output).toBe('');
  });

  test('when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const ended = await start({ PORT: `${port}` });
    other.close();
    expect(ended.code).toBe(1);
    expect(ended.errors).toMatch(new RegExp(`^Port ${port} on 127.0.0.1 is in use\\. .*\\n$`));
  });

  test('when HOST is no address of this machine', async () => {
    const ended = await start({ PORT: '0', HOST: '192.0.2.1' });
    expect(ended.code).toBe(1);
    expect(ended.errors).toBe('HOST must be an address of this machine; "192.0.2.1" is not.\n');
  });

  test('when a limit is wrong, before anything is built', async () => {
    const ended = await start({ PORT: '0', REQUESTS_PER_MINUTE: 'many' });
    expect(ended.code).toBe(1);
    expect(ended.errors).toBe(
      'REQUESTS_PER_MINUTE must be a whole number from 1 to 1000000; it is "many".\n',
    );
  });

  test('when Node is too old', async () => {
    const pretend = "Object.defineProperty(process.versions, 'node', { value: '18.19.0' });";
    const ended = await start({}, ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`]);
    expect(ended.code).toBe(1);
    expect(ended.errors).toBe('Backend Patterns needs Node 20.20.0 or later; this is Node 18.19.0.\n');
  });
});

test('npm start serves the workbench at the address it prints, and ends in order', async () => {
  const child = spawn(process.execPath, [script], { env: { ...process.env, PORT: '0' } });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
  expect(line).toBe(`Backend Patterns is at ${address}\n`);
  expect((await fetch(`${address}/health`)).status).toBe(200);
  expect(await (await fetch(`${address}/`)).text()).toContain('<!doctype html>');
  child.kill('SIGTERM');
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
});

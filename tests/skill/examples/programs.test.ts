import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, test } from 'vitest';
import { buildRestApi } from '../../../lessons/skill/backend-development-patterns/examples/rest-api-complete.ts';
import { startService } from './service.ts';

const folder = fileURLToPath(
  new URL('../../../lessons/skill/backend-development-patterns/examples/', import.meta.url),
);
const programs = ['rest-api-complete.ts', 'auth-flow-complete.ts', 'graphql-server.ts'];

interface Line {
  readonly level: number;
  readonly msg: string;
}

const children: ChildProcess[] = [];
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

/** Starts a program as its header says, and gives what it writes. */
function start(program: string, environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
  });
  children.push(child);
  let output = '';
  const listeners: (() => void)[] = [];
  const take = (chunk: Buffer) => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  /** The first match of what is written; fails when the program ends without it. */
  const written = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output);
        if (match) resolve(match);
      };
      listeners.push(look);
      look();
      void ended.then(() => reject(new Error(`The program ended without ${pattern.source}:\n${output}`)));
    });
  return { child, ended, written, output: () => output };
}

describe.concurrent.each(programs)('%s', (program) => {
  test('starts with one command, logs JSON without tokens, publishes its outbox, and ends in order', async ({
    expect,
  }) => {
    const { child, ended, written, output } = start(program, { PASSWORD_COST: '14' });
    const [, url = ''] = await written(/listening at (http:\/\/[\d.:]+)/);
    const headers = { authorization: 'Bearer do-not-log-me' };
    expect((await fetch(`${url}/health/ready`, { headers })).status).toBe(200);
    await fetch(`${url}/api/v1/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ana@example.com', name: 'Ana', password: 'correct horse battery' }),
    });
    expect((await written(/.*message published.*/))[0]).toContain('user.created');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    const lines = output()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(lines.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['incoming request', 'request completed', 'stopping']),
    );
    expect(output()).not.toContain('do-not-log-me');
  });
});

test('a program with a wrong environment does not start, and says what is wrong', async ({ expect }) => {
  const { ended, output } = start('rest-api-complete.ts', { PORT: 'http', ACCESS_TOKEN_SECRET: 'x' });
  expect(await ended).toBe(1);
  expect(output()).toContain('PORT must be a whole number from 0 to 65535.');
  expect(output()).toContain('ACCESS_TOKEN_SECRET must be 32 bytes or longer.');
});

test('a Redis that is down does not take the service down', async ({ expect }) => {
  const { service, stop } = await startService(buildRestApi, undefined, { REDIS_URL: 'redis://127.0.0.1:1' });
  expect((await service.send('GET', '/api/v1/users')).status).toBe(401);
  await stop();
});

test('package.json of the examples has what they import, in the major versions that these tests ran', ({
  expect,
}) => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const imported = files.flatMap((file) =>
    [
      ...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/ from '((?:@[\w-]+\/)?[\w-]+)(?:\/[^']*)?'/g),
    ].map(([, name = '']) => name),
  );
  const { dependencies } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const installed = JSON.parse(
    readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'),
  ) as { packages: Record<string, { version: string }> };
  expect([...new Set(imported), 'tsx'].sort()).toEqual(Object.keys(dependencies).sort());
  for (const [name, range] of Object.entries(dependencies)) {
    const [major] = installed.packages[`node_modules/${name}`]?.version.split('.') ?? [];
    expect(range.split('.')[0], name).toBe(`^${major ?? ''}`);
  }
});

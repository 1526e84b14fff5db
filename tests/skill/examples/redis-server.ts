import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';
import { startRespServer } from './resp-server.ts';

/** A Redis of its own. */
export interface RedisServer {
  /** What answers: an installed server, or the one of these tests. */
  readonly kind: 'valkey-server' | 'redis-server' | 'resp-server.ts';
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the Valkey or Redis that is installed. No package of npm brings one that runs on every Linux, so where
 * there is none, resp-server.ts answers in its place.
 */
export async function startRedis(): Promise<RedisServer> {
  for (const kind of ['valkey-server', 'redis-server'] as const) {
    const program = findProgram(kind);
    if (program !== undefined) return startInstalled(kind, program);
  }
  const { port, stop } = await startRespServer();
  return { kind: 'resp-server.ts', url: `redis://127.0.0.1:${port}`, stop };
}

async function startInstalled(kind: RedisServer['kind'], program: string): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const port = await freePort();
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(program, [...settings, '--dir', folder], { cwd: folder });
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('Ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`${kind} ended: ${log}`)));
  });
  return {
    kind,
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

function findProgram(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

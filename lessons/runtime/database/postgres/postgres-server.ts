import { DatabaseFailure } from '../database-failure.ts';
import type { DatabaseAssets } from '../messages.ts';
import { PostgresEngine } from './postgres-engine.ts';
import type { CompiledAssets } from './start-pglite.ts';

/** How long PGlite's start waits at most for what pg-mem can answer, in ms. */
const PATIENCE = 2000;

/** PGlite from the time when its files are not there yet, through its crashes. */
export class PostgresServer {
  readonly #onWaiting: (isWaiting: boolean) => void;
  #assets: CompiledAssets | undefined;
  #engine: PostgresEngine | undefined;
  #starting: Promise<PostgresEngine>;
  #settle: (engine: Promise<PostgresEngine>) => void = () => undefined;
  #waiting = 0;
  #mayBegin: Promise<void> = Promise.resolve();
  #begin: () => void = () => undefined;

  constructor(onWaiting: (isWaiting: boolean) => void) {
    this.#onWaiting = onWaiting;
    this.#starting = new Promise((resolve) => (this.#settle = resolve));
    // Whoever needs PGlite hears of its failure; it is no error that nobody does.
    this.#starting.catch(() => undefined);
  }

  /** Starts PGlite; rejects when it cannot. */
  async start(assets: DatabaseAssets): Promise<void> {
    this.#settle(this.#boot(assets));
    await this.#starting;
  }

  /** PGlite's start keeps the worker busy: whether something else has to go first. */
  hold(isHeld: boolean): void {
    this.#begin();
    if (isHeld && this.#waiting === 0) this.#mayBegin = new Promise((resolve) => (this.#begin = resolve));
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

  /** Waits until nothing has to go first. */
  async #untilFree(): Promise<void> {
    setTimeout(() => this.#begin(), PATIENCE);
    for (let free; free !== this.#mayBegin;) await (free = this.#mayBegin);
  }

  async #boot(assets: DatabaseAssets): Promise<PostgresEngine> {
    try {
      const { pgliteWasm } = assets;
      const module =
        pgliteWasm instanceof WebAssembly.Module
          ? pgliteWasm
          : await WebAssembly.compile(await pgliteWasm.arrayBuffer());
      this.#assets = { ...assets, pgliteWasm: module };
      await this.#untilFree();
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

import { AppProcess } from './app-process.ts';
import type { WorkerFactory } from './workers.ts';

/** Its boot would take time from the first requests of the program that has just started. */
const DELAY = 200;

/** Keeps one app worker warm for the next start. */
export class SpareProcess {
  readonly #workers: WorkerFactory;
  #spare: AppProcess | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(workers: WorkerFactory) {
    this.#workers = workers;
    this.#spare = new AppProcess(workers);
  }

  /** The warm worker, or a fresh one when there is none yet. */
  take(): AppProcess {
    clearTimeout(this.#timer);
    const taken = this.#spare ?? new AppProcess(this.#workers);
    this.#spare = undefined;
    return taken;
  }

  /** Makes the next one, shortly, with the modules that its program will want. */
  prepare(modules: readonly string[]): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#spare ??= new AppProcess(this.#workers);
      if (modules.length > 0) this.#spare.post({ kind: 'prepare', modules });
    }, DELAY);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#spare?.end();
    this.#spare = undefined;
  }
}

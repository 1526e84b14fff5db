import type { SourceFiles } from '../playground.ts';
import { AppProcess } from './app-process.ts';
import type { WorkerFactory } from './workers.ts';

/** Its boot would take time from the first requests of the program that has just started. */
const DELAY = 200;

/** Keeps one app worker warm for the next start. */
export class SpareProcess {
  readonly #workers: WorkerFactory;
  #spare: AppProcess | undefined;
  /** Programs follow each other faster than workers boot. */
  #isLate = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(workers: WorkerFactory) {
    this.#workers = workers;
    this.#spare = new AppProcess(workers);
  }

  /** The warm worker, or a fresh one when there is none yet. */
  take(): AppProcess {
    clearTimeout(this.#timer);
    this.#isLate = this.#spare === undefined;
    const taken = this.#spare ?? new AppProcess(this.#workers);
    this.#spare = undefined;
    taken.post({ kind: 'hurry' });
    return taken;
  }

  /** Makes the next one, shortly, for a program like this one. */
  prepare(modules: readonly string[], files: SourceFiles): void {
    clearTimeout(this.#timer);
    const make = () => {
      this.#spare ??= new AppProcess(this.#workers);
      this.#spare.post({ kind: 'prepare', modules, files });
    };
    if (this.#isLate) make();
    else this.#timer = setTimeout(make, DELAY);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#spare?.end();
    this.#spare = undefined;
  }
}

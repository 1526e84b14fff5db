import type { SourceFiles } from '../playground.ts';
import { AppProcess } from './app-process.ts';
import type { WorkerFactory } from './workers.ts';

/** Its boot would take time from the first requests of the program that has just started. */
const DELAY = 200;

/** Keeps one app worker ready for the next start. */
export class SpareProcess {
  readonly #workers: WorkerFactory;
  #spare: AppProcess | undefined;
  /** Programs follow each other faster than workers get warm. */
  #isLate = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(workers: WorkerFactory) {
    this.#workers = workers;
    this.#warm([], {});
  }

  /** The one that waits, or a fresh one when there is none yet. */
  take(): AppProcess {
    clearTimeout(this.#timer);
    this.#isLate = this.#spare === undefined;
    const taken = this.#spare ?? new AppProcess(this.#workers);
    this.#spare = undefined;
    taken.post({ kind: 'hurry' });
    return taken;
  }

  /** Makes the next one, shortly, and gets it warm for a program like this one. */
  prepare(modules: readonly string[], files: SourceFiles): void {
    clearTimeout(this.#timer);
    if (this.#isLate) this.#spare ??= new AppProcess(this.#workers);
    this.#timer = setTimeout(() => this.#warm(modules, files), DELAY);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#spare?.end();
    this.#spare = undefined;
  }

  #warm(modules: readonly string[], files: SourceFiles): void {
    this.#spare ??= new AppProcess(this.#workers);
    if (this.#workers.warmsUp) this.#spare.post({ kind: 'prepare', modules, files });
  }
}

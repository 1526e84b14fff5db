import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { GradeRequest } from './grader-program.ts';
import { endGroup, enforce, type Limits } from './limits.ts';
import type { CheckOutcome, Task } from './task.ts';

const program = fileURLToPath(new URL('./grader-program.ts', import.meta.url));

/** Grades one folder after the other. A process that passes its limits is ended, and the next task gets another. */
export class Grader {
  readonly #limits: Limits;
  readonly #isShared: boolean;
  #child: Promise<ChildProcess> | undefined;

  /** Shared: one process for all tasks, which is faster, and only for answers that can be trusted. */
  constructor(limits: Limits, { isShared }: { readonly isShared: boolean }) {
    this.#limits = limits;
    this.#isShared = isShared;
  }

  async grade(task: Task, folder: string): Promise<readonly CheckOutcome[]> {
    this.#child ??= startChild();
    const child = await this.#child;
    const limit = enforce(child, this.#limits);
    const outcomes = await new Promise<readonly CheckOutcome[]>((resolve) => {
      const onExit = () => {
        this.#child = undefined;
        resolve([{ id: 'ends', problem: describe(limit.excess(), this.#limits) }]);
      };
      child.once('exit', onExit);
      child.once('message', (answer) => {
        child.off('exit', onExit);
        resolve(answer as readonly CheckOutcome[]);
      });
      const request: GradeRequest = { task: task.id, folder };
      child.send(request);
    });
    limit.release();
    if (!this.#isShared) await this.close();
    return outcomes;
  }

  async close(): Promise<void> {
    const child = await this.#child;
    this.#child = undefined;
    if (child) endGroup(child);
  }
}

function describe(excess: ReturnType<ReturnType<typeof enforce>['excess']>, limits: Limits): string {
  switch (excess) {
    case 'time':
      return `The grading took more than ${limits.seconds} s.`;
    case 'memory':
      return `The grading took more than ${limits.megabytes} MB.`;
    case undefined:
      return 'The program ended the process that graded it.';
  }
}

async function startChild(): Promise<ChildProcess> {
  const child = fork(program, { execArgv: ['--import', 'tsx'], detached: true, stdio: 'ignore' });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`The grader ended with ${code} before it was ready.`)));
  });
  return child;
}

import { Worker } from 'node:worker_threads';
import type { Finding } from '../../../lessons/runtime/checks/check.ts';
import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import type { LintFinding, LintRequest } from './lint.ts';

/** The most that is linted at once, in characters. */
export const CODE_LENGTH = 64 * 1024;
/** Milliseconds that linting may take, once the thread is there. */
const DEADLINE = 10_000;
/** Milliseconds in which the thread must start. */
const START = 60_000;
const HEAP = 256;
/** Requests that may wait for the thread; more are told to come back. */
const WAITING = 16;

export class LintError extends Error {}

/** An answer to a lesson, linted as the page does. */
export interface AnswerLintRequest {
  readonly files: SourceFiles;
  /** The lesson's. */
  readonly rules: readonly string[];
}

interface Answer {
  /** The thread has started on the request; its answer follows. */
  readonly hasBegun?: boolean;
  readonly findings?: readonly unknown[];
  readonly problem?: string;
}

/** Lints in a thread of its own, one request after the other, each with limits of time and memory. */
export class TeamLinter {
  readonly #module: URL;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #id = 0;

  /** `module` is what the thread runs. */
  constructor(module: URL) {
    this.#module = module;
  }

  /** Rejects with a LintError when the thread is too busy, or when the code takes too long. */
  async lint(request: LintRequest): Promise<readonly LintFinding[]> {
    return (await this.#inTurn(request)) as readonly LintFinding[];
  }

  /** What a lesson's `findings` are for these files. Rejects like lint(). */
  async lintAnswer(request: AnswerLintRequest): Promise<readonly Finding[]> {
    return (await this.#inTurn(request)) as readonly Finding[];
  }

  async #inTurn(request: LintRequest | AnswerLintRequest): Promise<readonly unknown[]> {
    if (this.#waiting >= WAITING) throw new LintError('Too many requests to lint are waiting. Try again.');
    this.#waiting += 1;
    const turn = this.#last.then(() => this.#lint(request));
    this.#last = turn.catch(() => undefined).then(() => void (this.#waiting -= 1));
    return turn;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  async #lint(request: LintRequest | AnswerLintRequest): Promise<readonly unknown[]> {
    const worker = (this.#worker ??= this.#start());
    const id = (this.#id += 1);
    const answer = await new Promise<Answer>((resolve) => {
      const settle = (answer: Answer) => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError);
        resolve(answer);
      };
      const giveUp = (problem: string) => {
        this.#worker = undefined;
        void worker.terminate();
        settle({ problem });
      };
      const limit = (milliseconds: number, what: string) =>
        setTimeout(() => giveUp(`${what} took more than ${milliseconds / 1000} s.`), milliseconds);
      let timer = limit(START, 'Starting to lint');
      const onMessage = (message: Answer & { id: number }) => {
        if (message.id !== id) return;
        if (!message.hasBegun) return settle(message);
        clearTimeout(timer);
        timer = limit(DEADLINE, 'Linting');
      };
      const onError = (error: Error) => giveUp(`Linting ended with: ${error.message}.`);
      worker.on('message', onMessage).on('error', onError);
      worker.postMessage({ id, request });
    });
    if (!answer.findings) throw new LintError(answer.problem ?? 'Linting gave no answer.');
    return answer.findings;
  }

  #start(): Worker {
    const worker = new Worker(this.#module, { resourceLimits: { maxOldGenerationSizeMb: HEAP } });
    worker.unref();
    return worker;
  }
}

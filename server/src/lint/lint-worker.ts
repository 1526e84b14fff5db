import { parentPort } from 'node:worker_threads';
import { lintFiles } from '../../../lessons/src/lint-files.ts';
import { lint, type LintRequest } from './lint.ts';
import type { AnswerLintRequest } from './linter.ts';

interface Message {
  readonly id: number;
  readonly request: LintRequest | AnswerLintRequest;
}

/** The thread that lints, so that code made to keep a parser busy ends with it and not with the server. */
parentPort?.on('message', ({ id, request }: Message) => {
  parentPort?.postMessage({ id, hasBegun: true });
  try {
    const findings = 'files' in request ? lintFiles(request.files, request.rules) : lint(request);
    parentPort?.postMessage({ id, findings });
  } catch (error) {
    parentPort?.postMessage({ id, problem: error instanceof Error ? error.message : String(error) });
  }
});

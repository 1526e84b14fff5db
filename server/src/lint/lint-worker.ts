import { parentPort } from 'node:worker_threads';
import { lint, type LintRequest } from './lint.ts';

/** The thread that lints, so that code made to keep a parser busy ends with it and not with the server. */
parentPort?.on('message', ({ id, request }: { id: number; request: LintRequest }) => {
  parentPort?.postMessage({ id, hasBegun: true });
  try {
    parentPort?.postMessage({ id, findings: lint(request) });
  } catch (error) {
    parentPort?.postMessage({ id, problem: error instanceof Error ? error.message : String(error) });
  }
});

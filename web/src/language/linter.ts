import type { LintAnswer, LintFinding, LintRequest } from './protocol.ts';

export interface LintResult {
  readonly findings: readonly LintFinding[];
  readonly milliseconds: number;
}

/** ESLint in a worker of its own. */
export interface Linter {
  /** Resolves with ESLint's version when it can lint. */
  readonly ready: Promise<string>;
  /** Lints with the recommended rules and these. */
  lint(path: string, text: string, rules: readonly string[]): Promise<LintResult>;
}

/** Starts the worker. It is heavy (ESLint and TypeScript), so start it when the page is usable. */
export function startLinter(): Linter {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const ready = Promise.withResolvers<string>();
  const waiting = new Map<number, PromiseWithResolvers<LintResult>>();
  let nextId = 1;

  worker.addEventListener('message', ({ data }: MessageEvent<LintAnswer>) => {
    if (data.kind === 'ready') ready.resolve(data.version);
    else {
      waiting.get(data.id)?.resolve(data);
      waiting.delete(data.id);
    }
  });
  worker.addEventListener('error', (event) => {
    const error = new Error(event.message || 'The linter could not be loaded. Reload the page.');
    ready.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });

  return {
    ready: ready.promise,
    async lint(path, text, rules) {
      await ready.promise;
      const result = Promise.withResolvers<LintResult>();
      const request: LintRequest = { id: nextId, path, text, rules };
      waiting.set(nextId, result);
      nextId += 1;
      worker.postMessage(request);
      return result.promise;
    },
  };
}

let shared: Linter | undefined;

/** The one linter of the page. */
export function linterOfPage(): Linter {
  shared ??= startLinter();
  return shared;
}

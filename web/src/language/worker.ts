import './node/process.ts';

/**
 * One script for both workers, so that TypeScript is fetched once: the linter parses with it, and the other one
 * checks types. Both at the same time would keep the linter waiting.
 */
await (self.name === 'types' ? import('./types/worker.ts') : import('./lint-worker.ts'));

export {};

import { fileURLToPath } from 'node:url';
import { buildAppModules } from './app-modules.ts';
import { buildAppWorker } from './app-worker.ts';
import { compileAhead } from './compile-ahead.ts';
import { buildDatabase } from './database.ts';
import { buildTypings } from './typings.ts';

/**
 * Builds what the playground's two workers run, the modules that programs may import, and their typings, into
 * lessons/dist.
 */
const OUTPUT = fileURLToPath(new URL('../dist/', import.meta.url));

await Promise.all([
  buildAppWorker(OUTPUT),
  buildAppModules(OUTPUT),
  buildDatabase(OUTPUT),
  buildTypings(OUTPUT),
]);
await compileAhead(OUTPUT);

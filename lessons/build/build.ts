import { fileURLToPath } from 'node:url';
import { buildAppModules } from './app-modules.ts';
import { buildAppWorker } from './app-worker.ts';
import { compileAhead } from './compile-ahead.ts';
import { buildDatabase } from './database.ts';

/** Builds what the playground's two workers run, and the modules that programs may import, into lessons/dist. */
const OUTPUT = fileURLToPath(new URL('../dist/', import.meta.url));

await Promise.all([buildAppWorker(OUTPUT), buildAppModules(OUTPUT), buildDatabase(OUTPUT)]);
await compileAhead(OUTPUT);

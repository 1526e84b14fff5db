import { fileURLToPath } from 'node:url';
import { buildAppWorker } from './app-worker.ts';
import { buildDatabase } from './database.ts';

/** Builds what the playground's two workers run into lessons/dist. */
const OUTPUT = fileURLToPath(new URL('../dist/', import.meta.url));

await Promise.all([buildAppWorker(OUTPUT), buildDatabase(OUTPUT)]);

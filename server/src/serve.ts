import { fileURLToPath } from 'node:url';
import { buildApp } from './app.ts';

const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Serves the built workbench and prints its address. Rejects with listen's own error. Ends in order on SIGINT and SIGTERM. */
export async function serve({ host, port }: { host: string; port: number }): Promise<void> {
  const app = await buildApp({ webFolder });
  console.log(`Backend Patterns is at ${await app.listen({ host, port })}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void app.close().then(() => process.exit(0)));
  }
}

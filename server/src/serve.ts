import { fileURLToPath } from 'node:url';
import { buildApp } from './app.ts';
import type { Configuration } from './configuration.ts';

const builtWorkbench = fileURLToPath(new URL('../../web/dist', import.meta.url));

/**
 * Serves the built workbench and prints its address. Rejects with listen's own error, or with one sentence.
 * On SIGINT or SIGTERM requests under way are answered first; a second signal ends the process at once.
 */
export async function serve(configuration: Configuration, webFolder = builtWorkbench): Promise<void> {
  const app = await buildApp({ webFolder, configuration });
  const { host, port } = configuration.api;
  console.log(
    `Backend Patterns is at ${await app.listen({ host, port, listenTextResolver: () => 'listening' })}`,
  );

  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      app.log.info({ signal }, 'stopping');
      setTimeout(() => {
        app.log.warn('requests under way were cut off');
        process.exit(1);
      }, configuration.shutdownSeconds * 1000).unref();
      void app.close().then(() => process.exit(0));
    });
  }
}

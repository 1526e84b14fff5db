import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import type { EngineChoice, Playground } from '../../../lessons/runtime/playground.ts';
import { buildApp } from '../../../server/src/app.ts';
import { sandbox } from '../../../web/build/sandbox.ts';

declare global {
  interface Window {
    connectPlayground(options?: { choice?: EngineChoice }): Promise<Playground>;
    playground: Playground;
  }
}

/** Builds and serves a page that has the sandbox and nothing else; gives its address. */
export function useSandboxPage(): () => string {
  let folder: string;
  let server: FastifyInstance;
  let origin: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'backend-patterns-sandbox-'));
    await build({
      root: fileURLToPath(new URL('.', import.meta.url)),
      configFile: false,
      logLevel: 'error',
      plugins: [sandbox()],
      build: {
        outDir: folder,
        emptyOutDir: true,
        target: 'es2023',
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
      },
    });
    server = await buildApp({ webFolder: folder });
    origin = await server.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  return () => origin;
}

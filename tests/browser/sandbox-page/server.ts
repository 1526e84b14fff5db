import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { EngineChoice, Playground } from '../../../lessons/runtime/playground.ts';
import { buildApp } from '../../../server/src/app.ts';
import { sandbox } from '../../../web/build/sandbox.ts';
import type { grade } from './grade.ts';

declare global {
  interface Window {
    connectPlayground(options?: { choice?: EngineChoice }): Promise<Playground>;
    playground: Playground;
    grade: typeof grade;
  }
}

/** Builds and serves a page that has the sandbox and nothing else. */
export async function serveSandboxPage(): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'backend-patterns-sandbox-'));
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
  const server = await buildApp({ webFolder: folder });
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    origin,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

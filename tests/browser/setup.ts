import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { buildApp } from '../../server/src/app.ts';
import { browserFlags, findBrowser } from './find-browser.ts';
import { fileURLToPath } from 'node:url';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one browser of this run is reached. */
    browserEndpoint: string;
    /** Where the built workbench is served. */
    origin: string;
  }
}

/** One server and one browser for all browser tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const app = await buildApp({ webFolder: fileURLToPath(new URL('../../web/dist', import.meta.url)) });
  const browser = await chromium.launchServer({
    executablePath: await findBrowser(),
    args: browserFlags,
    chromiumSandbox: false,
  });
  project.provide('origin', await app.listen({ host: '127.0.0.1', port: 0 }));
  project.provide('browserEndpoint', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await app.close();
  };
}

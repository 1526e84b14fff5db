import { chromium, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';

export interface BrowserSession {
  /** A page in a profile of its own, at this path of the workbench. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
}

/**
 * Connects the tests of a file to the run's browser. Every page is closed after its test, or with `keepPages`
 * after the last one, and a test fails when a page threw an error that nothing caught.
 */
export function useBrowser({ keepPages = false } = {}): BrowserSession {
  let connection: Awaited<ReturnType<typeof chromium.connect>>;
  let contexts: BrowserContext[] = [];
  let errors: string[] = [];

  beforeAll(async () => {
    connection = await chromium.connect(inject('browserEndpoint'));
  });
  const closePages = async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
  };
  afterEach(async () => {
    if (!keepPages) await closePages();
    const seen = errors;
    errors = [];
    expect(seen, 'errors that the page did not catch').toEqual([]);
  });
  afterAll(async () => {
    await closePages();
    await connection.close();
  });

  return {
    async open(path, options) {
      const context = await connection.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(String(error.stack ?? error)));
      await page.goto(new URL(path, inject('origin')).href);
      return page;
    },
  };
}

import { afterAll, beforeAll } from 'vitest';
import { serveSandboxPage } from './server.ts';

/** Serves the page of the sandbox to the tests of a file; gives its address. */
export function useSandboxPage(): () => string {
  let page: Awaited<ReturnType<typeof serveSandboxPage>>;

  beforeAll(async () => {
    page = await serveSandboxPage();
  });
  afterAll(() => page.close());
  return () => page.origin;
}

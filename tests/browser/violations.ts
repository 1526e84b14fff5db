import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe holds against a page, each with the element that it is about. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(`window.module = undefined; ${axe.source}`);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    const { violations: found } = await checker.run(document);
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
  });
}

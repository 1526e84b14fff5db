import type { CDPSession, Page } from 'playwright-core';

/**
 * Runs a function in a page. Not by the page's own evaluate(): that gives the page up when the process of a frame
 * dies, which the page itself is to outlive.
 */
export async function inPage<Argument, Result>(
  devtools: CDPSession,
  body: (argument: Argument) => Promise<Result> | Result,
  argument: Argument,
): Promise<Result> {
  const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
    expression: `(${body.toString()})(${JSON.stringify(argument)})`,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as Result;
}

/** What is to be seen: an element of this selector whose text begins so. */
export type Sight = readonly [selector: string, text: string];

/**
 * Resolves when the page has shown these, one after the other; rejects after 30 s. Told by the page's own changes:
 * Playwright looks every half second for what takes longer than a moment.
 */
export function untilShown(page: Page, ...sights: readonly Sight[]): Promise<void> {
  return page.evaluate(
    (wanted) =>
      new Promise<void>((resolve, reject) => {
        const left = [...wanted];
        const isShown = ([selector, text]: Sight) =>
          [...document.querySelectorAll(selector)].some(
            (element) => element.textContent.startsWith(text) && element.checkVisibility(),
          );
        const look = () => {
          while (left[0] && isShown(left[0])) left.shift();
          if (left.length > 0) return;
          end();
          resolve();
        };
        const observer = new MutationObserver(look);
        const limit = setTimeout(() => {
          end();
          reject(new Error(`The page does not show '${left[0]?.[1]}' in '${left[0]?.[0]}'.`));
        }, 30_000);
        const end = () => {
          clearTimeout(limit);
          observer.disconnect();
        };
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        look();
      }),
    sights,
  );
}

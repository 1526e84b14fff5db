import type { CDPSession } from 'playwright-core';

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

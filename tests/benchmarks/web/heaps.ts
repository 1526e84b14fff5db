import type { CDPSession, Page } from 'playwright-core';

/** Reads the heaps of a page and its workers, after what can be collected was. */
export class Heaps {
  readonly #devtools: CDPSession;
  readonly #workers = new Set<string>();
  readonly #answers = new Map<number, (result: unknown) => void>();
  #lastId = 0;

  private constructor(devtools: CDPSession) {
    this.#devtools = devtools;
    devtools.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') this.#workers.add(sessionId);
    });
    devtools.on('Target.detachedFromTarget', ({ sessionId }) => this.#workers.delete(sessionId));
    devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message) as { id?: number; result?: unknown };
      if (id !== undefined) this.#answers.get(id)?.(result);
    });
  }

  static async of(page: Page): Promise<Heaps> {
    const heaps = new Heaps(await page.context().newCDPSession(page));
    await heaps.#devtools.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
    return heaps;
  }

  /** Bytes in use of the page and all its workers together. */
  async used(): Promise<number> {
    await this.#devtools.send('HeapProfiler.collectGarbage');
    let { usedSize } = await this.#devtools.send('Runtime.getHeapUsage');
    for (const worker of this.#workers) {
      await this.#ask(worker, 'HeapProfiler.collectGarbage');
      usedSize += ((await this.#ask(worker, 'Runtime.getHeapUsage')) as { usedSize: number }).usedSize;
    }
    return usedSize;
  }

  async #ask(sessionId: string, method: string): Promise<unknown> {
    const id = (this.#lastId += 1);
    const answer = new Promise((resolve) => this.#answers.set(id, resolve));
    await this.#devtools.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id, method }),
    });
    return answer;
  }
}

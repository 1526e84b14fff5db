import type { Locator, Page } from 'playwright-core';
import { untilShown, type Sight } from './in-page.ts';

const SEND: Sight = ['button:enabled', 'Send'];

/** The workbench as a person sees it: what can be read and what can be done. */
export class WorkbenchPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get editor(): Locator {
    return this.page.locator('.code-pane .cm-content');
  }

  get engine(): Locator {
    return this.page.getByRole('note', { name: /^Database:/ });
  }

  get checks(): Locator {
    return this.page.getByRole('region', { name: /^Checks/ }).getByRole('listitem');
  }

  get problems(): Locator {
    return this.page.getByRole('region', { name: /^Problems/ }).getByRole('listitem');
  }

  get runChecksButton(): Locator {
    return this.page.getByRole('button', { name: /^(Run checks|Running checks)/ });
  }

  get sendButton(): Locator {
    return this.page.getByRole('button', { name: /^Send(?:ing)?$/ });
  }

  /** The status line of the response that is shown: '200 OK'. */
  get status(): Locator {
    return this.page.locator('.status-line b');
  }

  /** The tab of this name: a file, or a view of the response. */
  tab(name: string): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name.replaceAll('.', '\\.')}\\b`) });
  }

  /** Goes to the list of lessons and opens one, without loading the page again. */
  async chooseLesson(id: string): Promise<void> {
    await this.page.getByRole('link', { name: 'Backend Patterns, all lessons' }).click();
    await this.page.locator(`li > a[href="/lessons/${id}"]`).click();
    await this.tab('server.ts').waitFor();
  }

  /** Waits until PostgreSQL answers. */
  async waitForPostgres(): Promise<void> {
    await untilShown(this.page, ['[role=note]', 'PostgreSQL 18 · ready']);
  }

  /** Opens a file and puts this text in place of all of it. */
  async replaceFile(path: string, text: string): Promise<void> {
    await this.tab(path).click();
    await this.editor.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  /** Writes a request's path and sends it; waits for its answer. */
  async send(path: string): Promise<void> {
    await untilShown(this.page, SEND);
    await this.page.getByLabel('Path and query').fill(path);
    await this.page.keyboard.press('Enter');
    await untilShown(this.page, SEND);
  }

  /** Runs the checks by the keyboard and gives the state of each, with what its row says. */
  async runChecks(): Promise<readonly { state: string; text: string }[]> {
    const checked = untilShown(this.page, ['button', 'Running checks'], ['button:enabled', 'Run checks']);
    await Promise.all([checked, this.editor.press('ControlOrMeta+Enter')]);
    const rows = await this.checks.all();
    return Promise.all(
      rows.map(async (row) => ({
        text: (await row.textContent()) ?? '',
        state: ((await row.getAttribute('class')) ?? '').replace('check ', ''),
      })),
    );
  }
}

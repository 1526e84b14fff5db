import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { inPage } from './in-page.ts';
import { violations } from './violations.ts';
import { WorkbenchPage } from './workbench-page.ts';

const browser = useBrowser();

test('an empty playground runs what one writes into it, and keeps it', async () => {
  const workbench = new WorkbenchPage(await browser.open('/playground'));
  const { page } = workbench;
  await workbench.send('/api/books/3');
  expect(await workbench.status.textContent()).toBe('200 OK');

  await page.getByRole('button', { name: 'Files' }).click();
  await page.getByLabel('New file').fill('greeting.ts');
  await page.keyboard.press('Enter');
  await workbench.replaceFile('greeting.ts', "export const greeting = 'hello from a second file';\n");
  await workbench.replaceFile(
    'server.ts',
    `import fastify from 'fastify';
import { greeting } from './greeting.ts';
const app = fastify();
app.get('/', async () => ({ greeting }));
await app.listen({ port: 3000 });
`,
  );
  await workbench.send('/');
  await page.getByText('hello from a second file').last().waitFor();

  await page.reload();
  await workbench.tab('greeting.ts').waitFor();
  await page.getByRole('button', { name: 'Reset' }).click();
  await workbench.tab('greeting.ts').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo reset' }).click();
  await workbench.tab('greeting.ts').waitFor();
});

test('a link opens the very program, runs nothing before Run is pressed, and can be made one’s own', async () => {
  const maker = new WorkbenchPage(await browser.open('/playground'));
  await maker.replaceFile(
    'server.ts',
    `import fastify from 'fastify';
console.log('I run');
const app = fastify();
app.get('/', async () => ({ shared: true }));
await app.listen({ port: 3000 });
`,
  );
  await maker.page.getByLabel('Path and query').fill('/?from=link');
  await maker.page.getByRole('button', { name: 'Share' }).click();
  const link = await maker.page.getByLabel('Link').inputValue();

  const workbench = new WorkbenchPage(await browser.open(link));
  const { page } = workbench;
  await page.getByText('it is neither yours nor part of the course', { exact: false }).waitFor();
  await page.getByText("console.log('I run')").waitFor();
  expect(await page.getByLabel('Path and query').inputValue()).toBe('/?from=link');
  // The key that sends does not, and no sandbox is made in which anything could run.
  await page.getByLabel('Path and query').press('ControlOrMeta+Shift+Enter');
  await page.getByText('Nothing of this program has run.', { exact: false }).waitFor();
  expect(await workbench.sendButton.isDisabled()).toBe(true);
  expect(await page.locator('iframe').count()).toBe(0);
  expect(page.workers()).toEqual([]);

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await workbench.send('/?from=link');
  await page.getByText('"shared"').waitFor();

  await page.getByRole('button', { name: 'Make it mine' }).click();
  await page.getByRole('button', { name: 'Back to my program' }).waitFor();
  expect(new URL(page.url()).hash).toBe('');
  await page.reload();
  await page.getByText("console.log('I run')").waitFor();
});

test('the page itself is light: what it shows later comes later', async () => {
  const page = await browser.open('/lessons/sort-without-injection');
  await page.getByText('PostgreSQL 18 · ready').waitFor();
  const kilobytes = await page.evaluate(() => {
    const scripts = performance
      .getEntriesByType('resource')
      .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => name.endsWith('.js'));
    // The workers begin when the page has been painted.
    const painted = scripts.find(({ name }) => name.includes('app-worker'))?.startTime ?? 0;
    return scripts
      .filter(({ startTime }) => startTime < painted)
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize / 1024, 0);
  });
  expect(kilobytes).toBeGreaterThan(50);
  // 250 for the first paint, and the rest of the editor, which is asked for as soon as its text is there.
  expect(kilobytes).toBeLessThan(275);
});

test('time passes when one waits, SQL is typed, and a request is drawn with the lines that sent its statements', async () => {
  const workbench = new WorkbenchPage(await browser.open('/playground'));
  const { page } = workbench;
  await workbench.replaceFile(
    'server.ts',
    `import fastify from 'fastify';
import pg from 'pg';
const pool = new pg.Pool();
const app = fastify();
app.get('/', async () => {
  const { rows } = await pool.query('SELECT now() AS now');
  for (const id of [1, 2, 3]) await pool.query('SELECT title FROM books WHERE id = $1', [id]);
  return { year: new Date().getFullYear() - new Date(0).getFullYear(), now: rows[0].now };
});
await app.listen({ port: 3000 });
`,
  );
  await workbench.send('/');
  const { now: before } = JSON.parse((await page.locator('.body pre').textContent()) ?? '') as {
    now: string;
  };
  await page.getByRole('button', { name: /^Clock/ }).click();
  await page.getByRole('button', { name: '1 h', exact: true }).click();
  await page.getByText('+1 h').waitFor();
  await workbench.send('/');
  const { now } = JSON.parse((await page.locator('.body pre').textContent()) ?? '') as { now: string };
  expect(Date.parse(now) - Date.parse(before)).toBeGreaterThanOrEqual(3_600_000);

  await workbench.tab('Timeline').click();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await timeline.getByText('3 times the same statement').waitFor();
  await timeline.getByText('The program itself tells its lines').waitFor();
  await timeline.getByRole('button', { name: 'server.ts:7' }).first().click();
  expect(await page.locator('.cm-activeLine').textContent()).toContain('for (const id');

  await workbench.tab('Query').click();
  const prompt = page.getByRole('textbox', { name: 'SQL' });
  await prompt.fill('SELECT name FROM authors ORDER BY id');
  await prompt.press('Enter');
  await page.getByRole('cell', { name: 'Octavia E. Butler' }).waitFor();
  await workbench.waitForPostgres();
  await prompt.fill('SELECT nobody FROM authors');
  await prompt.press('Enter');
  await page.locator('.query-error').getByText('42703').waitFor();
  await page.locator('.query-error').getByText('At line 1, column 8.', { exact: false }).waitFor();
  await prompt.press('ArrowUp');
  expect(await prompt.inputValue()).toBe('SELECT name FROM authors ORDER BY id');
  await workbench.tab('SQL').click();
  await page.getByText('Typed in the prompt').waitFor();
});

test('a program is downloaded as a project, and run on both engines side by side', async () => {
  const workbench = new WorkbenchPage(await browser.open('/playground'));
  const { page } = workbench;
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('playground-program.zip');
  const copy = path.join(os.tmpdir(), `${randomUUID()}.zip`);
  await (await download).saveAs(copy);
  const archive = unzipSync(await readFile(copy));
  await rm(copy);
  expect(Object.keys(archive)).toEqual(expect.arrayContaining(['package.json', 'server.ts', 'seed.sql']));
  expect(strFromU8(archive['package.json'] ?? new Uint8Array())).toContain(
    '"start": "node .local/database.mjs && tsx server.ts"',
  );

  // An imitation knows no full-text search, and does not say that it ignores FILTER.
  await workbench.replaceFile(
    'server.ts',
    `import fastify from 'fastify';
import pg from 'pg';
const pool = new pg.Pool();
const app = fastify();
app.get('/', async () => {
  await pool.query('SELECT count(*) FILTER (WHERE id > 2) AS n FROM books');
  return (await pool.query("SELECT to_tsvector('english', 'books') AS words")).rows;
});
await app.listen({ port: 3000 });
`,
  );
  await workbench.send('/');
  await page.getByRole('button', { name: 'Compare engines' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('3 differences.').waitFor({ timeout: 30_000 });
  expect(await dialog.locator('.differs').count()).toBe(2);
  await dialog.getByText('pg-mem ignores FILTER and counts every row.').waitFor();
  await page.keyboard.press('Escape');
  // Both sandboxes are gone; the page's own is left.
  expect(await page.locator('iframe').count()).toBe(1);
});

test.each([
  ['dark', 1440, 900],
  ['light', 390, 844],
] as const)('%s at %d × %d has no violation and does not overflow', async (colorScheme, width, height) => {
  const page = await browser.open('/playground', { colorScheme, viewport: { width, height } });
  const workbench = new WorkbenchPage(page);
  if (width < 900) await workbench.tab('Run').click();
  await workbench.send('/api/books');
  await page.getByRole('button', { name: /^Clock/ }).click();
  await page.getByRole('button', { name: '15 min' }).waitFor();
  await workbench.tab('Timeline').click();
  await page.getByRole('region', { name: 'Timeline' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await workbench.tab('Query').click();
  await page.getByRole('textbox', { name: 'SQL' }).fill('SELECT nobody');
  await page.keyboard.press('Enter');
  await page.locator('.query-error').waitFor();
  if (width < 900) await workbench.tab('Guide').click();
  expect(await violations(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('the sandbox’s process dies: clock, services, what was typed and the next request are as before', async () => {
  const workbench = new WorkbenchPage(await browser.open('/playground'));
  const { page } = workbench;
  await page.getByRole('button', { name: 'Files' }).click();
  await page.getByLabel('New file').fill('services/orders/server.ts');
  await page.keyboard.press('Enter');
  await workbench.replaceFile(
    'services/orders/server.ts',
    "import fastify from 'fastify';\nconst app = fastify();\napp.get('/', async () => ({}));\nawait app.listen({ port: Number(process.env.PORT) });\n",
  );
  await workbench.replaceFile(
    'server.ts',
    `import fastify from 'fastify';
const app = fastify();
app.get('/', async () => ({ status: (await fetch('http://orders.internal/')).status, now: Date.now() }));
await app.listen({ port: 3000 });
`,
  );
  await workbench.send('/');
  await page.getByRole('button', { name: /^Clock/ }).click();
  await page.getByRole('button', { name: '1 d', exact: true }).click();
  await page.getByText('+1 d').waitFor();
  await page.getByRole('button', { name: /^Services/ }).click();
  await page.getByRole('slider', { name: 'Failure' }).fill('100');
  await workbench.tab('Query').click();
  await page.getByRole('textbox', { name: 'SQL' }).fill('SELECT title FROM books');
  await page.getByLabel('Path and query').fill('/?after');

  // Playwright gives a page up of which a frame has died; the protocol beneath it does not.
  const devtools = await page.context().newCDPSession(page);
  const [, frame] = page.frames();
  if (frame === undefined) throw new Error('The page has no sandbox.');
  const ofFrame = await page.context().newCDPSession(frame);
  // No answer comes from what has died.
  void ofFrame.send('Page.crash').catch(() => undefined);
  const after = await inPage(
    devtools,
    async () => {
      const until = async <Found>(find: () => Found | null | undefined | false): Promise<Found> => {
        for (;;) {
          const found = find();
          if (found) return found;
          await new Promise(requestAnimationFrame);
        }
      };
      const buttons = () => [...document.querySelectorAll('button')];
      const send = () => buttons().find(({ textContent, disabled }) => textContent === 'Send' && !disabled);
      const value = (selector: string) => document.querySelector<HTMLInputElement>(selector)?.value;
      (await until(send)).click();
      // What was sent to the dead is told as lost; what follows is answered.
      await until(() => document.body.textContent.includes('the sandbox was made again'));
      (await until(send)).click();
      const body = await until(() => {
        const text = document.querySelector('.body pre')?.textContent ?? '';
        return text.includes('now') && text;
      });
      return {
        body,
        clock: buttons().find(({ textContent }) => textContent.startsWith('Clock'))?.textContent,
        failure: document.querySelectorAll<HTMLInputElement>('input[type=range]')[1]?.value,
        sql: value('[aria-label="SQL"]'),
        path: value('#request-path'),
      };
    },
    undefined,
  );
  expect(after).toMatchObject({ failure: '100', sql: 'SELECT title FROM books', path: '/?after' });
  expect(after.clock).toContain('+1 d');
  const { status, now } = JSON.parse(after.body) as { status: number; now: number };
  expect(status).toBe(503);
  expect(now - Date.now()).toBeGreaterThan(86_000_000);
});

import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
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

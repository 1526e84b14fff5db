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

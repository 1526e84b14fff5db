import { expect, test } from 'vitest';
import { loadLesson } from '../lessons/course/verification.ts';
import { useBrowser } from './browser.ts';
import { violations } from './violations.ts';
import { WorkbenchPage } from './workbench-page.ts';

const users = (await loadLesson('sort-without-injection')).start['users.ts'] ?? '';
const browser = useBrowser();

test('the editor knows the types of packages and files: hover, completion, errors', async () => {
  const page = await browser.open('/lessons/sort-without-injection');
  const workbench = new WorkbenchPage(page);
  await workbench.tab('Types').click();
  const noErrors = page.getByText('No type errors.', { exact: false });
  await noErrors.waitFor();

  // database.ts makes the pool, and pg's own declarations say what it can do.
  await page.locator('.cm-line', { hasText: 'pool.query' }).getByText('query', { exact: true }).hover();
  const tooltip = page.locator('.cm-tooltip-hover');
  await tooltip.waitFor();
  expect(await tooltip.textContent()).toMatch(/Pool\.query<.*Promise<QueryResult<any>>/);

  const before = `${users}\nexport function extra(app: FastifyInstance) {\n  app.get('/extra', (request, reply) => {\n    `;
  await workbench.replaceFile('users.ts', `${before}reply`);
  await page.keyboard.type('.');
  const options = page.getByRole('listbox', { name: 'Completions' }).getByRole('option');
  await options.getByText('statusCode').waitFor();
  await page.keyboard.type('sen');
  await page.locator('.cm-completionInfo').getByText('payload?: unknown', { exact: false }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('(request.missing);\n  });\n}\n');

  const problem = workbench.problems.filter({ hasText: 'TS2339' });
  await problem.waitFor();
  const line = before.split('\n').length;
  expect(await problem.textContent()).toContain(`users.ts ${line}:24`);
  expect(await page.locator('.type-error').allTextContents()).toEqual(['missing']);
  await workbench.replaceFile('users.ts', users);
  await noErrors.waitFor();

  // What one file asks for, another does not give.
  await workbench.replaceFile('users.ts', users.replace('export default async', 'export async'));
  await workbench.problems.getByRole('button', { name: /app\.ts line \d+/ }).click();
  expect(await workbench.tab('app.ts').getAttribute('aria-selected')).toBe('true');
  await page.locator('.type-error').first().waitFor();
});

test('the editor goes to definitions, imports what a package exports, and knows what is not offered', async () => {
  const page = await browser.open('/playground');
  const workbench = new WorkbenchPage(page);
  for (const name of ['services/orders/server.ts', 'services/orders/total.ts']) {
    await page.getByRole('button', { name: 'Files' }).click();
    await page.getByLabel('New file').fill(name);
    await page.keyboard.press('Enter');
  }
  await workbench.replaceFile(
    'services/orders/total.ts',
    "export function total(prices: readonly number[]): string {\n  return prices.join('+');\n}\n",
  );
  await workbench.replaceFile(
    'services/orders/server.ts',
    `import { readFile } from 'node:fs/promises';
import fastify from 'fastify';
import { total } from './total.ts';

const app = fastify();
app.get('/', async () => total([1, 2]).toFixed(2));
app.get('/file', async () => readFile('x'));
await app.listen({ port: Number(process.env.PORT) });
`,
  );
  await workbench.tab('Types').click();
  await workbench.problems
    .filter({ hasText: "Property 'toFixed' does not exist on type 'string'." })
    .waitFor();
  const missing = workbench.problems.filter({ hasText: 'TS2307' });
  expect(await missing.textContent()).toContain("The playground has no module 'node:fs/promises'.");
  expect(await missing.textContent()).toContain('Keep data in the database');

  const call = workbench.editor.locator('.cm-line', { hasText: 'total([1, 2])' }).getByText('total');
  for (const go of ['F12', 'click']) {
    await workbench.tab('services/orders/server.ts').click();
    await call.click(go === 'F12' ? {} : { modifiers: ['ControlOrMeta'] });
    if (go === 'F12') await page.keyboard.press('F12');
    await workbench.editor.getByText('export function total').waitFor();
    expect(await workbench.tab('services/orders/total.ts').getAttribute('aria-selected')).toBe('true');
  }

  await workbench.editor.press('ControlOrMeta+End');
  await page.keyboard.type('export const rule = new CircuitBre');
  await page
    .getByRole('listbox', { name: 'Completions' })
    .getByRole('option', { name: 'CircuitBreaker opossum' })
    .click();
  await workbench.editor.getByText("import CircuitBreaker from 'opossum';").waitFor();
});

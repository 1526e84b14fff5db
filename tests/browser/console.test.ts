import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { violations } from './violations.ts';
import { WorkbenchPage } from './workbench-page.ts';

const browser = useBrowser();

const program = `import fastify from 'fastify';
const app = fastify();
app.post('/login', (request, reply) =>
  reply.header('set-cookie', ['session=abc; HttpOnly; Path=/; Max-Age=900', 'other=1; Domain=bank.example']).redirect('/home', 303));
app.get('/home', (request, reply) => reply.redirect('/me'));
app.get('/me', async (request) => ({ cookie: request.headers.cookie ?? 'none' }));
app.get('/ticks', (request, reply) => {
  let count = 0;
  const timer = setInterval(() => reply.raw.write('tick ' + ++count + '\\n'), 30);
  reply.raw.on('close', () => clearInterval(timer));
});
app.get('/pixel', (request, reply) => reply.type('image/gif').send(
  Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64')));
let seats = 3;
app.post('/seats', async (request, reply) => (seats-- > 0 ? { seats } : reply.code(409).send({ error: 'SOLD_OUT' })));
await app.listen({ port: 3000 });
`;

test.each([
  ['dark', 1440, 900],
  ['light', 390, 844],
] as const)(
  'the console keeps cookies, follows, streams and sends at once: %s at %d × %d',
  async (colorScheme, width, height) => {
    const page = await browser.open('/playground', { colorScheme, viewport: { width, height } });
    const workbench = new WorkbenchPage(page);
    const isPhone = width < 900;
    await workbench.replaceFile('server.ts', program);
    if (isPhone) await workbench.tab('Run').click();
    const method = page.getByLabel('Method', { exact: true });

    await method.selectOption('POST');
    await workbench.send('/login');
    await page.getByRole('button', { name: 'Follow', exact: true }).click();
    await workbench.sendButton.and(page.locator(':enabled')).waitFor();
    await page.getByRole('button', { name: 'Options' }).click();
    await page.getByLabel('Follow redirects').check();
    await page.getByRole('button', { name: 'Follow', exact: true }).click();
    await page.getByText('"session=abc"').waitFor();
    expect(
      await page.getByRole('list', { name: 'Redirects' }).getByRole('listitem').allTextContents(),
    ).toEqual(['303POST /login', '302GET /home', '200GET /me']);

    await workbench.tab('Cookies').click();
    await page.getByText('does not cover localhost', { exact: false }).waitFor();
    await page.getByLabel('Value of session').fill('mine');
    expect(await violations(page)).toEqual([]);
    await method.selectOption('GET');
    await workbench.send('/me');
    await workbench.tab('Response').click();
    await page.getByText('"session=mine"').waitFor();
    await page.getByRole('button', { name: /^Clock/ }).click();
    await page.getByRole('button', { name: '15 min' }).click();
    await page.getByText('+15 min').waitFor();
    await workbench.send('/me');
    await page.getByText('"none"').waitFor();

    await page.getByLabel('Path and query').fill('/ticks');
    await page.keyboard.press('Enter');
    await page.getByText('tick 5', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('You closed the connection', { exact: false }).waitFor();
    expect(await violations(page)).toEqual([]);
    await workbench.send('/pixel');
    await page.getByRole('img', { name: 'GIF image, 1 × 1 pixels' }).waitFor();

    await page.getByRole('button', { name: 'Options' }).click();
    await method.selectOption('POST');
    await page.getByLabel('Path and query').fill('/seats');
    await page.getByLabel('How many at once').fill('8');
    await page.getByRole('button', { name: 'At once' }).click();
    await page.getByText('8 requests at once').waitFor();
    expect(
      await page.getByRole('list', { name: 'By status' }).getByRole('listitem').allTextContents(),
    ).toEqual(['409 Conflict5', '200 OK3']);
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Headers and body' }).click();
    await page.getByRole('textbox', { name: 'Headers, one a line' }).click();
    await page.keyboard.type('idem');
    await page.getByRole('option', { name: 'idempotency-key' }).click();
    await page.getByRole('textbox', { name: 'Body' }).fill('{ "a": }');
    await page.getByText('Not JSON', { exact: false }).waitFor();
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
  },
);

test('sessions are stepped through, tables sorted, mistakes in the schema placed, and the file is in the address', async () => {
  const page = await browser.open('/playground/schema.sql');
  const workbench = new WorkbenchPage(page);
  await workbench.waitForPostgres();
  expect(await workbench.tab('schema.sql').getAttribute('aria-selected')).toBe('true');

  await workbench.tab('Sessions').click();
  // The table, then both read before either writes.
  for (const name of ['A', 'A', 'A', 'A', 'B', 'B', 'A', 'B']) {
    const run = page.getByRole('button', { name: `Run next in ${name}` }).and(page.locator(':enabled'));
    await run.click();
  }
  await page
    .locator('.latest-step .step-refused')
    .getByText('Session A has changed or locked rows', { exact: false })
    .waitFor();
  expect(await page.locator('.session-state').allTextContents()).toEqual([
    'open, has written or locked, READ COMMITTED',
    'open, has read, READ COMMITTED',
  ]);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByText('Run the statements of the sessions', { exact: false }).waitFor();

  await workbench.tab('Tables').click();
  await page.getByLabel('Table', { exact: true }).selectOption('books');
  await page.getByRole('button', { name: /^published/ }).click();
  await page.locator('th[aria-sort=ascending]').waitFor();
  expect(await violations(page)).toEqual([]);

  await workbench.replaceFile('schema.sql', 'CREATE TABLE a (id int);\nCREATE TABLE b (id nonsense);\n');
  await page.getByText('Schema or seed has changed', { exact: false }).waitFor();
  await workbench.tab('seed.sql').click();
  expect(new URL(page.url()).pathname).toBe('/playground/seed.sql');
  await workbench.send('/api/books');
  await page.getByRole('button', { name: 'schema.sql:2' }).first().click();
  expect(await page.locator('.cm-activeLine').textContent()).toContain('nonsense');
});

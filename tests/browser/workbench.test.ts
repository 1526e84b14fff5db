import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadLesson } from '../lessons/course/verification.ts';
import { useBrowser } from './browser.ts';
import { violations } from './violations.ts';
import { WorkbenchPage } from './workbench-page.ts';

const address = '/lessons/sort-without-injection';
const { start, right } = await loadLesson('sort-without-injection');
const solution = right[0]?.files['users.ts'] ?? '';
const users = start['users.ts'] ?? '';
const browser = useBrowser();

async function openLesson(path = address): Promise<WorkbenchPage> {
  return new WorkbenchPage(await browser.open(path));
}

describe('a request', () => {
  test('shows status, time, size, headers and formatted JSON', async () => {
    const workbench = await openLesson();
    await workbench.send('/api/users?limit=2&sortBy=name');
    expect(await workbench.status.textContent()).toBe('200 OK');
    const line = await workbench.page.locator('.status-line').textContent();
    expect(line).toMatch(/200 OK[\d.]+ m?s\d+ B/);
    await workbench.page.getByText('"Ada Lovelace"').first().waitFor();
    await workbench.tab('Headers').click();
    await workbench.page.getByText('application/json; charset=utf-8').waitFor();
  });

  test('shows its statements with parameters, their plan, and the data', async () => {
    const workbench = await openLesson();
    await workbench.waitForPostgres();
    await workbench.send('/api/users?limit=2&sortBy=name&page=3');
    const sql = workbench.page.getByRole('tabpanel', { name: /^SQL/ });
    expect(await sql.textContent()).toMatch(/ORDER BY name.*\$1\s*2.*\$2\s*4.*2 rows.*PostgreSQL 18/s);
    await workbench.tab('Plan').click();
    await workbench.page
      .getByRole('region', { name: 'Plan' })
      .getByText(/Seq Scan/)
      .first()
      .waitFor();
    await workbench.tab('Tables').click();
    await workbench.page.getByRole('cell', { name: 'grace@hopper.example' }).waitFor();
  });

  test('that the program cannot answer shows the error and the line of the learner', async () => {
    const workbench = await openLesson();
    const thrown = users.replace(
      'const { rows }',
      "console.warn('about to fail');\n      throw new Error('no rows today');\n      const { rows }",
    );
    await workbench.replaceFile('users.ts', thrown);
    await workbench.send('/api/users');
    expect(await workbench.status.textContent()).toBe('500 Internal Server Error');
    await workbench.tab('Log').click();
    const log = workbench.page.getByRole('region', { name: 'Log' });
    const line = thrown.split('\n').findIndex((text) => text.includes('console.warn')) + 1;
    expect(await log.textContent()).toContain('about to fail');
    expect(await log.textContent()).toContain('no rows today');
    await log.getByText(`users.ts:${line}`, { exact: false }).first().click();
    expect(await workbench.page.locator('.cm-activeLine').textContent()).toContain('console.warn');
  });

  test('to a program that does not compile says where', async () => {
    const workbench = await openLesson();
    await workbench.replaceFile('users.ts', `${users}\nconst page = ;\n`);
    await workbench.send('/api/users');
    const line = users.split('\n').length + 1;
    await workbench.page.getByText(`users.ts:${line}`, { exact: false }).first().waitFor();
  });

  test('shows HTML that a program sends and logs as text', async () => {
    const workbench = await openLesson();
    const hostile = `<img src=x onerror="document.title='owned'">`;
    await workbench.replaceFile(
      'users.ts',
      `export default async function users(app) {
        app.get('/api/users', async () => { console.log(${JSON.stringify(hostile)}); return { html: ${JSON.stringify(hostile)} }; });
      }`,
    );
    await workbench.send('/api/users');
    await workbench.tab('Log').click();
    await workbench.page.getByRole('region', { name: 'Log' }).getByText('onerror').waitFor();
    expect(await workbench.page.locator('img').count()).toBe(0);
    expect(await workbench.page.title()).not.toBe('owned');
  });
});

describe('the linter', () => {
  test('underlines exactly the hole, says why, and offers a fix that it then accepts', async () => {
    const workbench = await openLesson();
    const squiggle = workbench.page.locator('.cm-lintRange-error');
    await squiggle.first().waitFor();
    expect(await squiggle.allTextContents()).toEqual(['${sortBy}']);
    expect(await workbench.problems.count()).toBe(1);
    expect(await workbench.problems.first().textContent()).toContain(
      'Request input becomes part of the SQL text',
    );
    await workbench.page
      .getByRole('button', { name: /^Fix\b/ })
      .first()
      .click();
    await workbench.page.getByText('Nothing found.', { exact: false }).waitFor();
    expect(await squiggle.count()).toBe(0);
    await workbench.send('/api/users?limit=2&sortBy=name');
    expect(await workbench.status.textContent()).toBe('200 OK');
  });
});

describe('the attack', () => {
  test('steals a hash from the start, and nothing from the solution', async () => {
    const workbench = await openLesson();
    await workbench.waitForPostgres();
    const attack = workbench.page.getByRole('complementary', { name: 'Attack' });
    await attack.getByRole('button', { name: 'Run the attack' }).click();
    await attack.getByRole('img', { name: /^[1-5]?\d of 60 characters stolen: \$2/ }).waitFor();
    await attack.getByText('The attack succeeded.').waitFor({ timeout: 30_000 });
    const oldest = /'(\$2b\$12\$[^']+)', '2025-01-06/.exec(
      (await loadLesson('sort-without-injection')).lesson.database.seed,
    );
    await attack.getByRole('img', { name: `60 of 60 characters stolen: ${oldest?.[1]}` }).waitFor();

    await workbench.replaceFile('users.ts', solution);
    await attack.getByRole('button', { name: 'Run it again' }).click();
    await attack.getByText('The attack got nothing.').waitFor();
  });
});

describe('checks', () => {
  test('say what was sent, what was expected and what came', async () => {
    const workbench = await openLesson();
    const results = await workbench.runChecks();
    expect(results.map(({ state }) => state)).toEqual(['passed', 'failed', 'failed', 'failed', 'failed']);
    const report = await workbench.checks.nth(1).textContent();
    expect(report).toMatch(/sent.*sortBy=password_hash.*expected.*400.*got.*200/s);
    expect(await workbench.checks.nth(2).textContent()).toContain('60 of 60 hash characters read');
  });
});

describe('work', () => {
  test('survives a reload, and a reset can be undone', async () => {
    const workbench = await openLesson();
    await workbench.replaceFile('users.ts', solution);
    await workbench.runChecks();
    await workbench.page.reload();
    await workbench.page.getByText('const orderings').first().waitFor();
    await workbench.page.getByRole('button', { name: 'Reset' }).click();
    await workbench.page.getByText('ORDER BY ${sortBy}').last().waitFor();
    await workbench.page.getByRole('button', { name: 'Undo reset' }).click();
    await workbench.page.getByText('const orderings').first().waitFor();
  });

  test('is named by the address: lesson and file', async () => {
    const workbench = await openLesson(`${address}/app.ts`);
    await workbench.page.getByText('setErrorHandler').waitFor();
    await workbench.tab('schema.sql').click();
    expect(new URL(workbench.page.url()).pathname).toBe(`${address}/schema.sql`);
    await workbench.page.reload();
    await workbench.page.getByText('CREATE TABLE').waitFor();
  });

  test('an unknown lesson is said to be unknown', async () => {
    const workbench = await openLesson('/lessons/no-such-lesson');
    await workbench.page.getByRole('heading', { name: /not|no such|unknown/i }).waitFor();
  });
});

describe('the solution and hints', () => {
  test('are shown when asked for: hints one by one, the solution side by side', async () => {
    const workbench = await openLesson();
    await workbench.page.getByRole('button', { name: /^Hint/ }).click();
    expect(await workbench.page.locator('.hints li').count()).toBe(1);
    await workbench.page.getByRole('button', { name: /^Hint/ }).click();
    expect(await workbench.page.locator('.hints li').count()).toBe(2);
    await workbench.page.getByRole('button', { name: 'Solution' }).click();
    const dialog = workbench.page.getByRole('dialog');
    await dialog.getByLabel('Your users.ts').waitFor();
    await dialog.getByText('const orderings').waitFor();
    await workbench.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });
});

describe('a program that does not come back', () => {
  const forever = users.replace('const { rows }', 'while (true) {}\n      const { rows }');
  const runaway = users.replace(
    'pool.query(',
    "pool.query('SELECT count(*) FROM generate_series(1, 1e12)');\n      await pool.query(",
  );

  test.each([
    ['a loop without end', forever, 'The program did not come back within 2 s'],
    ['a query without end', runaway, 'A query did not come back within 2 s'],
  ])('%s is stopped with a message, and nothing typed is lost', async (_, text, message) => {
    const workbench = await openLesson();
    await workbench.waitForPostgres();
    await workbench.replaceFile('users.ts', text);
    await workbench.send('/api/users');
    await workbench.page.getByText(message, { exact: false }).first().waitFor();
    expect(await workbench.editor.textContent()).toContain(text === forever ? 'while (true) {}' : '1e12');

    await workbench.replaceFile('users.ts', users);
    await workbench.send('/api/users?limit=1');
    expect(await workbench.status.textContent()).toBe('200 OK');
  });
});

describe('accessibility and looks', () => {
  const folder = fileURLToPath(new URL('../../web/screenshots', import.meta.url));

  test.each([
    ['dark', 1440, 900],
    ['light', 1440, 900],
    ['dark', 1024, 768],
    ['light', 390, 844],
  ] as const)('%s at %d × %d has no violation and does not overflow', async (colorScheme, width, height) => {
    const page = await browser.open(address, { colorScheme, viewport: { width, height } });
    const workbench = new WorkbenchPage(page);
    await workbench.waitForPostgres();
    if (width > 600) {
      await workbench.page.locator('.cm-lintRange-error').first().waitFor();
      await workbench.send('/api/users?limit=2');
    }
    expect(await violations(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    // Only panes scroll: a check that comes into view must not push the header out of it.
    await page.evaluate(() => document.querySelector('.checks-section')?.scrollIntoView());
    const scrolled = await page.evaluate(() =>
      [...document.querySelectorAll('*')].filter((each) => each.scrollTop > 0).map((each) => each.className),
    );
    expect(scrolled.filter((name) => name !== 'prose')).toEqual([]);
    await page.evaluate(() => document.querySelector('.prose')?.scrollTo(0, 0));
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/workbench-${colorScheme}-${width}.png` });
    // `npm run screenshot` makes the README's picture anew.
    if (process.env.npm_lifecycle_event === 'screenshot' && colorScheme === 'dark' && width === 1440) {
      await page.screenshot({ path: fileURLToPath(new URL('../../web/screenshot.png', import.meta.url)) });
    }
  });
});

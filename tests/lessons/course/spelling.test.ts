import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The words that are in no dictionary and not in `cspell.config.yaml`, with the place of each. */
function misspelt(parameters: readonly string[], input = ''): string {
  const command = path.join(root, 'node_modules/cspell/bin.mjs');
  const options = ['lint', '--no-progress', '--no-summary', '--no-color', ...parameters];
  const { stdout, stderr } = spawnSync(process.execPath, [command, ...options], {
    cwd: root,
    encoding: 'utf8',
    input,
  });
  return stdout + stderr;
}

test('the prose of the lessons is spelt right', () => {
  expect(misspelt([])).toBe('');
});

test('a word that is spelt wrong is found, and code is not read as prose', () => {
  const found = misspelt(['stdin://lesson.md'], 'The `colum` is a seperate one.\n');
  expect(found).toContain('seperate');
  expect(found).not.toContain('colum');
});

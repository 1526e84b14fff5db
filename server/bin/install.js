import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { runCommand } from './command.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Installs what package-lock.json names, unless it is all there. Rejects when npm fails. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.error('Installing packages from package-lock.json …');
  const [command, ...prefix] = process.env.npm_execpath
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  await runCommand('npm ci', command, [...prefix, 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Compares the lock file with the record that npm keeps of what it installed. */
function isInstalled() {
  const record = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([location, { version, optional, peer, link }]) =>
      !location.includes('node_modules/') ||
      optional ||
      peer ||
      link ||
      (installed[location]?.version === version && existsSync(path.join(root, location))),
  );
}

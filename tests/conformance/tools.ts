import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The tools of others that judge this project, and the Node that they need. */
const tools = {
  '@modelcontextprotocol/conformance': '0.2.0-alpha.12',
  '@modelcontextprotocol/inspector': '2.12.0',
  'llms-txt-check': '0.1.5',
  node: '22.23.3',
  openskills: '1.5.0',
  skills: '1.7.4',
  'skills-ref': '0.1.5',
};

const cache = fileURLToPath(new URL('../../.cache/conformance', import.meta.url));
const modules = path.join(cache, 'node_modules');

/** Says what passed, and what failed with why. */
export type Report = (name: string, failures: readonly string[]) => void;

/** Installs the tools below .cache, once. Takes network and a minute. */
export async function installTools(): Promise<void> {
  const manifest = path.join(cache, 'package.json');
  const wanted = `${JSON.stringify({ private: true, dependencies: tools }, undefined, 2)}\n`;
  const isInstalled = existsSync(modules) && (await readFile(manifest, 'utf8').catch(() => '')) === wanted;
  if (isInstalled) return;
  await mkdir(cache, { recursive: true });
  await writeFile(manifest, wanted);
  const flags = ['--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...flags], { cwd: cache, stdio: 'inherit' });
}

/** Runs a tool's script under its own Node, while a server may answer from this process. */
export function run(
  script: string,
  parameters: readonly string[],
  folder = cache,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(path.join(modules, '.bin/node'), [path.join(modules, script), ...parameters], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (data: Buffer) => (output += data.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) => resolve({ code, output }));
  });
}

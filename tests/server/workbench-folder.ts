import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** A folder like web/dist, with next to nothing in it. */
export async function makeWorkbenchFolder() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'workbench-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Workbench</title>');
  await writeFile(path.join(folder, 'runner.html'), '<!doctype html><title>Runner</title>');
  await writeFile(path.join(folder, 'assets', 'main-1a2b.js'), 'export {};');
  await writeFile(path.join(folder, 'assets', 'main-1a2b.js.br'), brotliCompressSync('export {};'));
  const policies = { page: "default-src 'self'", runner: "default-src 'none'" };
  await writeFile(path.join(folder, 'policies.json'), JSON.stringify(policies));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

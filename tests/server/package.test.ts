import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLesson } from '../../lessons/src/course.ts';
import { readProjectSkill } from '../../lessons/src/skill/project-skill.ts';
import { buildPackage } from '../../server/package/build.ts';

const root = path.join(import.meta.dirname, '../..');
const skill = await readProjectSkill();
let project: string;
let installed: string;

/** Packs the package and installs it in an empty folder, beside the packages that it names and no others. */
beforeAll(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'package-'));
  const built = path.join(project, 'built');
  await buildPackage(built);
  const output = execFileSync('npm', ['pack', '--json', '--pack-destination', project], {
    cwd: built,
    encoding: 'utf8',
  });
  const [packed] = JSON.parse(output.slice(output.indexOf('[\n'))) as { filename: string }[];
  installed = path.join(project, 'node_modules/backend-patterns');
  await mkdir(installed, { recursive: true });
  const archive = path.join(project, packed?.filename ?? '');
  execFileSync('tar', ['xzf', archive, '--strip-components=1', '-C', installed]);
  await rm(built, { recursive: true });
  const { dependencies } = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    const link = path.join(project, 'node_modules', name);
    await mkdir(path.dirname(link), { recursive: true });
    const nearest = ['server/node_modules', 'node_modules'].map((folder) => path.join(root, folder, name));
    await symlink(nearest.find(existsSync) ?? '', link);
  }
});
afterAll(() => rm(project, { recursive: true }));

function run(...parameters: string[]): Buffer {
  return execFileSync(path.join(installed, 'bin/backend-patterns.js'), parameters, { cwd: project });
}

test('carries the skill where tools look for it, byte for byte', async () => {
  for (const { path: file, digest } of skill.catalogue.files) {
    const bytes = await readFile(path.join(installed, 'skills', skill.catalogue.name, file));
    expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest);
  }
});

test('carries no answer of the course, and nothing of the project’s own', async () => {
  const files = await readdir(installed, { recursive: true });
  expect(
    files.filter((file) => /(?:^|\/)(?:solution|wrong|alternatives|node_modules)(?:\/|$)/.test(file)),
  ).toEqual([]);
  const manifest = await readFile(path.join(installed, 'package.json'), 'utf8');
  expect(manifest).not.toContain('workspace');
});

test('prints and installs the skill', async () => {
  expect(run('skill', 'rest.md').equals(skill.contents.get('rest.md') ?? Buffer.alloc(0))).toBe(true);
  await mkdir(path.join(project, '.claude'));
  expect(run('skill', 'install').toString()).toContain(`${skill.catalogue.files.length} files written.`);
});

test('is a plugin and a marketplace of it', async () => {
  const read = async (file: string) =>
    JSON.parse(await readFile(path.join(installed, '.claude-plugin', file), 'utf8')) as Record<
      string,
      unknown
    >;
  expect(await read('plugin.json')).toMatchObject({
    name: 'backend-patterns',
    version: skill.catalogue.version,
  });
  expect(await read('marketplace.json')).toMatchObject({
    name: 'backend-patterns',
    owner: { name: expect.any(String) },
    plugins: [{ name: 'backend-patterns', source: './' }],
  });
});

test('serves MCP: finds, lints, and grades with its own playground', async () => {
  const client = new Client({ name: 'test', version: '1' });
  const command = path.join(installed, 'bin/backend-patterns.js');
  await client.connect(new StdioClientTransport({ command, args: ['mcp'], cwd: project }));
  try {
    const call = async (name: string, parameters: Record<string, unknown>) =>
      (await client.callTool({ name, arguments: parameters })).structuredContent;
    expect(await call('find_pattern', { question: 'keyset pagination' })).toMatchObject({
      answer: { file: 'queries.md' },
    });
    const code = "db.query('SELECT * FROM users LIMIT 5');";
    expect(await call('lint', { code })).toMatchObject({ findings: [{ rule: 'no-select-star' }] });
    const id = 'sort-without-injection';
    const { solution } = await readLesson(id);
    expect(await call('check_exercise', { id, files: solution })).toMatchObject({ passed: true });
    const failed = await call('check_exercise', { id, files: {} });
    expect(failed).toMatchObject({ passed: false });
    // A failed check says what was sent, expected and received; one that broke would only have a message.
    const { checks } = failed as { checks: { verdict: string }[] };
    expect(checks.map(({ verdict }) => verdict)).toContain('failed');
    expect(checks.map(({ verdict }) => verdict)).not.toContain('error');
  } finally {
    await client.close();
  }
});

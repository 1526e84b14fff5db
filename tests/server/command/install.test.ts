import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readProjectSkill } from '../../../lessons/src/skill/project-skill.ts';
import { runMain } from '../../../server/src/command/main.ts';
import { projectPlaces } from '../../../server/src/places.ts';

const skill = await readProjectSkill();
const count = skill.catalogue.files.length;
let project: string;

beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'install-'));
});
afterEach(() => rm(project, { recursive: true }));

async function install(...options: string[]) {
  const { output, problem, code } = await runMain(
    ['skill', 'install', '--project', project, ...options],
    projectPlaces,
  );
  return { code, said: `${output ?? ''}${problem ?? ''}`.replaceAll(project, '<project>') };
}

function placeOf(folder: string, file = ''): string {
  return path.join(project, folder, skill.catalogue.name, file);
}

async function isWhole(folder: string): Promise<boolean> {
  const same = skill.catalogue.files.map(async ({ path: file }) =>
    (await readFile(placeOf(folder, file))).equals(skill.contents.get(file) ?? Buffer.alloc(0)),
  );
  return (await Promise.all(same)).every(Boolean);
}

describe('where', () => {
  test.each([
    ['.claude', '.claude/skills'],
    ['.codex', '.agents/skills'],
    ['.gemini', '.agents/skills'],
    ['.cursor', '.cursor/skills'],
    ['.windsurf', '.windsurf/skills'],
    ['.roo', '.roo/skills'],
  ])('a project with %s gets it in %s, and nowhere else', async (sign, folder) => {
    await mkdir(path.join(project, sign));
    expect(await install()).toEqual({
      code: 0,
      said: `<project>/${folder}/backend-development-patterns: ${count} files written.\n`,
    });
    expect(await isWhole(folder)).toBe(true);
    const folders = new Set([sign, folder.split('/')[0]]);
    expect((await readdir(project)).every((name) => folders.has(name))).toBe(true);
  });

  test('a project with CLAUDE.md and AGENTS.md gets both', async () => {
    await writeFile(path.join(project, 'CLAUDE.md'), '');
    await writeFile(path.join(project, 'AGENTS.md'), '');
    await install();
    expect([await isWhole('.claude/skills'), await isWhole('.agents/skills')]).toEqual([true, true]);
  });

  test('a project without any gets it where most look, and is told so', async () => {
    const { said } = await install();
    expect(said).toMatch(
      /^No agent's folder was found in <project>; \.agents\/skills is where most look\.\n/,
    );
    expect(await isWhole('.agents/skills')).toBe(true);
  });

  test('only the agents that are named', async () => {
    await mkdir(path.join(project, '.claude'));
    await install('--agent', 'kiro', '--agent', 'junie');
    expect((await readdir(project)).sort()).toEqual(['.claude', '.junie', '.kiro']);
    expect(await readdir(path.join(project, '.claude'))).toEqual([]);
  });

  test('an agent that is none, and a project that is none, are refused', async () => {
    expect(await install('--agent', 'hal')).toMatchObject({
      code: 2,
      said: expect.stringMatching(/no agent "hal".*claude/),
    });
    const { code, problem } = await runMain(['skill', 'install', '--project', '/no/such'], projectPlaces);
    expect([code, problem]).toEqual([1, '/no/such is no folder.\n']);
  });

  test('a folder that two agents share by a link is written once', async () => {
    await mkdir(path.join(project, '.agents/skills'), { recursive: true });
    await mkdir(path.join(project, '.claude'));
    await symlink('../.agents/skills', path.join(project, '.claude/skills'));
    expect((await install()).said.split('\n')).toHaveLength(2);
    expect(await isWhole('.claude/skills')).toBe(true);
  });
});

describe('what is the user’s', () => {
  beforeEach(async () => {
    await mkdir(path.join(project, '.claude'));
    await install();
  });

  test('twice is the same as once', async () => {
    expect((await install()).said).toContain(`${count} files already there.`);
  });

  test('a file that differs stops all of it, and --force replaces that file alone', async () => {
    await writeFile(placeOf('.claude/skills', 'rest.md'), 'mine');
    await rm(placeOf('.claude/skills', 'auth.md'));
    const { code, said } = await install();
    expect(code).toBe(1);
    expect(said).toContain('Nothing was installed');
    expect(said).toContain('<project>/.claude/skills/backend-development-patterns/rest.md\n');
    expect(await readFile(placeOf('.claude/skills', 'rest.md'), 'utf8')).toBe('mine');
    expect(await readdir(placeOf('.claude/skills'))).not.toContain('auth.md');
    expect((await install('--force')).said).toContain(
      `1 file written, 1 file replaced, ${count - 2} files already there.`,
    );
    expect(await isWhole('.claude/skills')).toBe(true);
  });

  test('other files in the folder stay', async () => {
    await writeFile(placeOf('.claude/skills', 'notes.md'), 'mine');
    await install('--force');
    expect(await readFile(placeOf('.claude/skills', 'notes.md'), 'utf8')).toBe('mine');
  });

  test('a link is replaced with --force, and what it points to stays', async () => {
    const outside = path.join(project, 'outside.md');
    await writeFile(outside, 'mine');
    await rm(placeOf('.claude/skills', 'rest.md'));
    await symlink(outside, placeOf('.claude/skills', 'rest.md'));
    expect((await install()).code).toBe(1);
    await install('--force');
    expect(await readFile(outside, 'utf8')).toBe('mine');
    expect((await lstat(placeOf('.claude/skills', 'rest.md'))).isFile()).toBe(true);
  });

  test.each([
    [
      'a folder that has the name of a file',
      'claude',
      async () => {
        await rm(placeOf('.claude/skills', 'rest.md'));
        await mkdir(placeOf('.claude/skills', 'rest.md'));
      },
    ],
    [
      'a file that has the name of a folder',
      'cursor',
      async () => {
        await mkdir(path.join(project, '.cursor'));
        await writeFile(path.join(project, '.cursor/skills'), 'mine');
      },
    ],
  ] as const)('%s stays, also with --force, and nothing is written', async (_, agent, block) => {
    await rm(placeOf('.claude/skills', 'auth.md'));
    await block();
    const { code, said } = await install('--force', '--agent', agent);
    expect([code, said]).toEqual([1, expect.stringMatching(/^Nothing was installed: .* cannot be written/)]);
    expect(await readdir(placeOf('.claude/skills'))).not.toContain('auth.md');
  });

  test('--dry-run says the same and does nothing', async () => {
    await writeFile(placeOf('.claude/skills', 'rest.md'), 'mine');
    const { code, said } = await install('--dry-run', '--force');
    expect([code, said]).toEqual([
      0,
      `<project>/.claude/skills/backend-development-patterns: 1 file would be replaced, ${count - 1} files already there.\n`,
    ]);
    expect(await readFile(placeOf('.claude/skills', 'rest.md'), 'utf8')).toBe('mine');
  });
});

import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentsIndex } from '../../lessons/src/skill/agents-index.ts';
import { makeCatalogue } from '../../lessons/src/skill/catalogue.ts';
import { projectSkillFolder as folder, readProjectSkill } from '../../lessons/src/skill/project-skill.ts';
import { entriesOf, findFile, readSkill, SKILL_NAME } from '../../lessons/src/skill/skill.ts';

const skill = await readProjectSkill();

async function make(place = folder) {
  const keywords = await readFile(path.join(folder, 'keywords.yaml'), 'utf8');
  return makeCatalogue(path.join(place, SKILL_NAME), keywords, (text) => encode(text).length);
}

describe('the catalogue', () => {
  test('is what `npm run build:skill` makes of the files', async () => {
    const text = await readFile(path.join(folder, 'catalogue.json'), 'utf8');
    expect(JSON.parse(text)).toEqual(await make());
  });

  test('names each file with the digest of its bytes', async () => {
    for (const entry of skill.catalogue.files) {
      const bytes = await readFile(path.join(folder, SKILL_NAME, entry.path));
      const hex = createHash('sha256').update(bytes).digest('hex');
      expect(entry).toMatchObject({ digest: `sha256:${hex}`, bytes: bytes.length });
      expect(findFile(skill, entry.path)?.bytes.equals(bytes)).toBe(true);
    }
  });

  test('has SKILL.md alone on level 1, the topics on 2, the programs on 3, three of them first', () => {
    expect(entriesOf(skill, 1).map((entry) => entry.path)).toEqual(['SKILL.md']);
    expect(entriesOf(skill, 2).every((entry) => /^[a-z-]+\.md$/.test(entry.path))).toBe(true);
    expect(entriesOf(skill, 3).every((entry) => entry.path.startsWith('examples/'))).toBe(true);
    expect(entriesOf(skill, 3)[0]?.path).toBe('examples/auth-flow-complete.ts');
  });
});

test('AGENTS.md is what `npm run build:skill` makes, and takes at most 8 KB', async () => {
  const text = await readFile(path.join(folder, 'AGENTS.md'), 'utf8');
  expect(text).toBe(agentsIndex(skill));
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8192);
});

describe('a skill that is not what its catalogue says', () => {
  let copy: string;

  beforeAll(async () => {
    copy = await mkdtemp(path.join(tmpdir(), 'skill-'));
    await cp(folder, copy, { recursive: true });
  });
  afterAll(() => rm(copy, { recursive: true }));

  test('is refused, whatever differs, until it is as it was', async () => {
    const file = path.join(copy, SKILL_NAME, 'rest.md');
    const text = await readFile(file);
    await writeFile(file, `${text.toString()} `);
    await expect(readSkill(copy)).rejects.toThrow(/rest\.md is not what the skill's catalogue says/);
    await rm(file);
    await expect(readSkill(copy)).rejects.toThrow(/rest\.md is no file/);
    await symlink('/etc/hostname', file);
    await expect(readSkill(copy)).rejects.toThrow(/rest\.md is no file/);
    await expect(make(copy)).rejects.toThrow(/rest\.md is neither a file nor a folder/);
    await rm(file);
    await writeFile(file, text);
    expect((await readSkill(copy)).catalogue).toEqual(skill.catalogue);
  });
});

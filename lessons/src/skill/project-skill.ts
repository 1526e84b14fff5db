import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSkill, readSkill, SKILL_NAME, SkillError, type Skill, type SkillCatalogue } from './skill.ts';

/** Where the project's own skill is, its catalogue beside it. */
export const projectSkillFolder = fileURLToPath(new URL('../../skill', import.meta.url));

/** The project's skill as its files are now. The catalogue on disk saves the counting, unless a file was edited. */
export async function readProjectSkill(): Promise<Skill> {
  try {
    return await readSkill(projectSkillFolder);
  } catch (error) {
    if (!(error instanceof SkillError)) throw error;
    return loadSkill(projectSkillFolder, await makeProjectCatalogue());
  }
}

/** The catalogue as the files are now. */
export async function makeProjectCatalogue(): Promise<SkillCatalogue> {
  const [{ encode }, { makeCatalogue }, keywords] = await Promise.all([
    import('gpt-tokenizer/encoding/o200k_base'),
    import('./catalogue.ts'),
    readFile(path.join(projectSkillFolder, 'keywords.yaml'), 'utf8'),
  ]);
  return makeCatalogue(path.join(projectSkillFolder, SKILL_NAME), keywords, (text) => encode(text).length);
}

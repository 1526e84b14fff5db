import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

export const SKILL_NAME = 'backend-development-patterns';

const sectionSchema = z.strictObject({
  heading: z.string().min(1),
  /** The heading as the end of an address: 'which-status'. */
  slug: z.string().min(1),
  tokens: z.int().positive(),
  /** What developers call its topic; for the search alone. */
  keywords: z.string(),
});

const fileSchema = z.strictObject({
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** Below the skill's folder: 'examples/auth/guard.ts'. */
  path: z.string().min(1),
  title: z.string().min(1),
  /** When to load it, to be read after "when". */
  when: z.string().min(1),
  /** As o200k_base counts them. */
  tokens: z.int().positive(),
  bytes: z.int().positive(),
  /** 'sha256:' and 64 hexadecimal digits, of the file's bytes. */
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  mediaType: z.string().min(1),
  sections: z.array(sectionSchema),
  keywords: z.string(),
});

export const catalogueSchema = z.strictObject({
  name: z.literal(SKILL_NAME),
  version: z.string().min(1),
  license: z.string().min(1),
  description: z.string().min(1).max(1024),
  /** By level, then by path. */
  files: z.array(fileSchema).min(1),
});

/** What an agent may know of the skill before it loads any of it. */
export type SkillCatalogue = z.infer<typeof catalogueSchema>;
export type SkillEntry = SkillCatalogue['files'][number];
export type Level = SkillEntry['level'];

/** The skill, read whole: every route hands out these bytes. */
export interface Skill {
  readonly catalogue: SkillCatalogue;
  /** By path. Only what is in here can be asked for, so no path leads out of the skill's folder. */
  readonly contents: ReadonlyMap<string, Buffer>;
}

/** The skill's files are not what its catalogue says. The message says what to do. */
export class SkillError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SkillError';
  }
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Reads `catalogue.json` in `folder`, and the skill beside it. Throws a SkillError when the two differ. */
export async function readSkill(folder: string): Promise<Skill> {
  const text = await readFile(path.join(folder, 'catalogue.json'), 'utf8');
  return loadSkill(folder, catalogueSchema.parse(JSON.parse(text)));
}

/** The files that a catalogue names. Throws a SkillError when one is not what the catalogue says. */
export async function loadSkill(folder: string, catalogue: SkillCatalogue): Promise<Skill> {
  const contents = new Map<string, Buffer>();
  for (const entry of catalogue.files) {
    const file = path.join(folder, SKILL_NAME, entry.path);
    const status = await lstat(file).catch(() => undefined);
    if (!status?.isFile()) throw new SkillError(`${file} is no file, but the skill's catalogue names it.`);
    const bytes = await readFile(file);
    if (digestOf(bytes) !== entry.digest)
      throw new SkillError(`${file} is not what the skill's catalogue says.`);
    contents.set(entry.path, bytes);
  }
  return { catalogue, contents };
}

/** One file's entry and bytes, or undefined when the skill has no such file. */
export function findFile(skill: Skill, file: string): { entry: SkillEntry; bytes: Buffer } | undefined {
  const entry = skill.catalogue.files.find((candidate) => candidate.path === file);
  const bytes = skill.contents.get(file);
  return entry && bytes && { entry, bytes };
}

/** The entries of one level. */
export function entriesOf({ catalogue }: Skill, level: Level): readonly SkillEntry[] {
  return catalogue.files.filter((entry) => entry.level === level);
}

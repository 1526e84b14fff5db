import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { sectionsOf } from './sections.ts';
import { catalogueSchema, digestOf, SKILL_NAME, SkillError } from './skill.ts';
import type { Level, SkillCatalogue, SkillEntry } from './skill.ts';

const frontMatterSchema = z.object({
  name: z.literal(SKILL_NAME),
  description: z.string(),
  license: z.string(),
  metadata: z.object({ version: z.string() }),
});

const mediaTypes: Readonly<Record<string, string>> = {
  '.md': 'text/markdown; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8',
  '.sql': 'text/plain; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/** By file and section, '' for a file as a whole. */
const keywordsSchema = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * Makes the catalogue of the skill in `folder`. `keywords` is the text of keywords.yaml; `countTokens` counts as
 * o200k_base does. Throws a SkillError for keywords of a section that is none, and for a section without.
 */
export async function makeCatalogue(
  folder: string,
  keywords: string,
  countTokens: (text: string) => number,
): Promise<SkillCatalogue> {
  const rows = new Map<string, string>(
    Object.entries(keywordsSchema.parse(parse(keywords))).flatMap(([file, sections]) =>
      Object.entries(sections).map(([heading, words]) => [`${file}#${heading}`, words] as const),
    ),
  );
  const take = (place: string, isNeeded: boolean): string => {
    const words = rows.get(place);
    if (isNeeded && words === undefined) throw new SkillError(`keywords.yaml has no row for ${place}.`);
    rows.delete(place);
    return words ?? '';
  };
  const texts = await readTexts(folder);
  const start = texts.get('SKILL.md') ?? '';
  const frontMatter = frontMatterSchema.parse(parse(/^---\n(.*?)\n---\n/s.exec(start)?.[1] ?? ''));
  const files = [...texts].map(([file, text]): SkillEntry => {
    const bytes = Buffer.from(text);
    return {
      level: levelOf(file),
      path: file,
      ...introduce(file, text, texts),
      tokens: countTokens(text),
      bytes: bytes.length,
      digest: digestOf(bytes),
      mediaType: mediaTypes[path.extname(file)] ?? 'text/plain; charset=utf-8',
      sections: sectionsOf(file, text).map((section) => ({
        heading: section.heading,
        slug: section.slug,
        tokens: countTokens(section.text),
        keywords: take(`${file}#${section.heading}`, levelOf(file) === 2),
      })),
      keywords: take(`${file}#`, false),
    };
  });
  const [unknown] = rows.keys();
  if (unknown !== undefined)
    throw new SkillError(`keywords.yaml has a row for ${unknown}, which is nowhere.`);
  const { name, description, license, metadata } = frontMatter;
  files.sort((a, b) => a.level - b.level || depthOf(a) - depthOf(b) || (a.path < b.path ? -1 : 1));
  return catalogueSchema.parse({ name, version: metadata.version, license, description, files });
}

function levelOf(file: string): Level {
  if (file === 'SKILL.md') return 1;
  return file.startsWith('examples/') ? 3 : 2;
}

/** Programs stand before the folders they are made of. */
function depthOf({ path: file }: SkillEntry): number {
  return file.split('/').length;
}

async function readTexts(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const odd = entries.find((entry) => !entry.isFile() && !entry.isDirectory());
  if (odd) throw new SkillError(`${path.join(odd.parentPath, odd.name)} is neither a file nor a folder.`);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(
        async (file) =>
          [path.relative(folder, file).replaceAll('\\', '/'), await readFile(file, 'utf8')] as const,
      ),
    ),
  );
}

/** Title and occasion, in the words of the skill itself. */
function introduce(
  file: string,
  text: string,
  texts: ReadonlyMap<string, string>,
): Pick<SkillEntry, 'title' | 'when'> {
  const heading = /^# (.+)$/m.exec(text)?.[1];
  if (file === 'SKILL.md')
    return { title: heading ?? file, when: 'you begin: the rule for each topic, and what to load next' };
  const occasion = new RegExp(`^\\| *(.+?) *\\| *${file.replaceAll('.', '\\.')} *\\|$`, 'm').exec(
    texts.get('SKILL.md') ?? '',
  )?.[1];
  if (occasion) return { title: heading ?? leadingWords(text), when: `you ${occasion}` };
  if (file.endsWith('.md')) throw new SkillError(`SKILL.md does not say when to load ${file}.`);
  const names = exportedNames(text);
  return {
    title: titleOfPath(file),
    when: names.length > 0 ? `you write ${names.join(', ')}` : 'you set up the programs',
  };
}

/** What a program's leading comment says before its first colon or full stop. */
function leadingWords(text: string): string {
  return /^\/\*\*\s+\* ([^:.]+)/.exec(text)?.[1] ?? '';
}

/** 'examples/auth/access-tokens.ts' is 'auth: access tokens'. */
function titleOfPath(file: string): string {
  const { dir, name } = path.posix.parse(file);
  return `${path.posix.basename(dir)}: ${name.replaceAll('-', ' ')}`;
}

function exportedNames(text: string): readonly string[] {
  return [...text.matchAll(/^export (?:async )?(?:const|function|class|interface|type) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
}

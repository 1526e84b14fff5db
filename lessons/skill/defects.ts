import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = new URL('./', import.meta.url);

const entry = z
  .strictObject({
    where: z.string().min(1).describe('Text of the line of the original that shows the defect'),
    rules: z.array(z.string()).default([]).describe('Rules of the ESLint plugin that report it'),
    lesson: z.string().optional().describe('Folder under lessons/course that teaches it'),
    untaught: z.string().min(1).optional().describe('Why no lesson of level 1 teaches it'),
    fix: z
      .string()
      .regex(/^[\w-]+\.md § .+$/)
      .describe('File and section of the skill that has it right'),
  })
  .refine(
    ({ lesson, untaught }) => (lesson === undefined) !== (untaught === undefined),
    'needs a lesson, or the reason why there is none, and not both',
  );

/** One defect of the original skill, and what became of it. */
export interface Defect {
  readonly id: string;
  readonly description: string;
  /** The line of SKILL.original.md that shows it. */
  readonly line: number;
  readonly rules: readonly string[];
  readonly lesson: string | undefined;
  /** Why no lesson teaches it, where none does. */
  readonly untaught: string | undefined;
  readonly fix: { readonly file: string; readonly section: string };
}

/** All defects, in order: what is wrong from original/defects.md, what became of it from defects.yaml. */
export function readDefects(): readonly Defect[] {
  const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
  const lines = read('original/SKILL.original.md').split('\n');
  const entries = z.record(z.string().regex(/^D\d\d$/), entry).parse(parse(read('defects.yaml')));
  const descriptions = [...read('original/defects.md').matchAll(/^- (D\d\d)\*? (.+)$/gm)];

  const missing = Object.keys(entries).filter((id) => !descriptions.some(([, known]) => known === id));
  if (missing.length > 0)
    throw new Error(`defects.yaml: ${missing.join(', ')} is not in original/defects.md.`);

  return descriptions.map(([, id = '', description = '']) => {
    const data = entries[id];
    if (data === undefined) throw new Error(`defects.yaml: ${id} is missing.`);
    const index = lines.findIndex((line) => line.includes(data.where));
    if (index < 0) throw new Error(`defects.yaml: ${id}: no line of the original has "${data.where}".`);
    const [file = '', section = ''] = data.fix.split(' § ');
    return {
      id,
      description,
      line: index + 1,
      rules: data.rules,
      lesson: data.lesson,
      untaught: data.untaught,
      fix: { file, section },
    };
  });
}

/** The table that defects.md holds. */
export function defectsTable(defects: readonly Defect[]): string {
  const rows = defects.map((defect) => {
    const { id, description, line, rules, lesson, untaught, fix } = defect;
    const taught = [
      ...rules.map((rule) => `\`${rule}\``),
      lesson ? `lesson ${lesson}` : `no lesson. ${untaught ?? ''}`,
    ];
    const cells = [
      id,
      `[line ${line}](original/SKILL.original.md#L${line})`,
      description.replaceAll('|', '\\|'),
      taught.join(', '),
      `\`tests/skill/original\`, ${id}`,
      `[${fix.file}](backend-development-patterns/${fix.file}), ${fix.section}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '# The defects of the original skill',
    '',
    'Made from `original/defects.md` and `defects.yaml` by `npx tsx lessons/skill/build-defects.ts`. Do not edit.',
    '',
    'A defect that no lesson of level 1 teaches says why. The skill itself teaches each fix, in the section named last.',
    '',
    '| id | where | what is wrong | rule or lesson | failing test on the original | fix |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

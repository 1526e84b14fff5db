import { uriOf } from '../../../lessons/src/skill/describe-pattern.ts';
import {
  entriesOf,
  findFile,
  type Level,
  type Skill,
  type SkillEntry,
} from '../../../lessons/src/skill/skill.ts';
import { json, markdown, represent, type Resource } from './representation.ts';

export const levels = [1, 2, 3] as const satisfies readonly Level[];

const levelNames: Readonly<Record<Level, string>> = {
  1: 'the rule for each topic; load it first',
  2: 'one file a topic; load the one at hand',
  3: 'complete programs; load the one you start from, and what it imports',
};

/** What an agent may know of a file before it loads it. */
export function describeEntry({ level, path, title, when, tokens, bytes, digest, sections }: SkillEntry) {
  return {
    level,
    path,
    title,
    when,
    tokens,
    bytes,
    digest,
    url: `/skill/files/${path}`,
    uri: uriOf(path),
    ...(sections.length > 0 && {
      sections: sections.map((section) => ({ heading: section.heading, tokens: section.tokens })),
    }),
  };
}

/** The whole catalogue: title, when to load, tokens and digest of each file, and no byte of any. */
export function indexResource(skill: Skill): Resource {
  const { name, version, license, description } = skill.catalogue;
  return {
    text: markdown(
      [
        `# ${name} ${version}`,
        '',
        description,
        '',
        ...levels.flatMap((level) => [...levelLines(skill, level), '']),
        'A question to the section that answers it: /skill/find?question=… JSON: `Accept: application/json`.',
        '',
      ].join('\n'),
    ),
    json: json({
      name,
      version,
      license,
      description,
      levels: levels.map((level) => describeLevel(skill, level)),
      find: '/skill/find?question={question}',
    }),
  };
}

/** Level 1 is SKILL.md itself. The others list their files: an agent loads the one at hand, never all. */
export function levelResource(skill: Skill, level: Level): Resource {
  if (level === 1) return fileResource(skill, 'SKILL.md');
  return {
    text: markdown([...levelLines(skill, level), ''].join('\n')),
    json: json(describeLevel(skill, level)),
  };
}

/** One file: its bytes as they are, or in JSON beside its entry. */
export function fileResource(skill: Skill, path: string): Resource {
  const file = findFile(skill, path);
  if (!file) throw new Error(`The skill has no file ${path}.`);
  return {
    text: represent(file.bytes, file.entry.mediaType),
    json: json({ ...describeEntry(file.entry), text: file.bytes.toString() }),
  };
}

/** What to answer when there is nothing: what there is instead. */
export function missingResource(skill: Skill, what: string): Resource {
  const message = `${what} Here is what there is.`;
  return {
    text: markdown(
      [`${message}`, '', ...levels.flatMap((level) => [...levelLines(skill, level), ''])].join('\n'),
    ),
    json: json({
      success: false,
      error: { code: 'NOT_FOUND', message },
      levels: levels.map((level) => describeLevel(skill, level)),
    }),
  };
}

function describeLevel(skill: Skill, level: Level) {
  return {
    level,
    title: levelNames[level],
    url: `/skill/levels/${level}`,
    files: entriesOf(skill, level).map(describeEntry),
  };
}

/** A level's list as Markdown, each file as `lineOf` names it on the route that hands it out. */
export function levelLines(
  skill: Skill,
  level: Level,
  lineOf: (entry: SkillEntry) => string = lineWithAddress,
): readonly string[] {
  return [
    `## Level ${level}: ${levelNames[level]}`,
    '',
    ...entriesOf(skill, level).map((entry) => `- ${lineOf(entry)}`),
  ];
}

function lineWithAddress({ path, when, tokens, digest }: SkillEntry): string {
  return `[${path}](/skill/files/${path}): when ${when}; ${tokens} tokens; ${digest}`;
}

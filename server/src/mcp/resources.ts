import { ResourceTemplate, type McpServer } from '@modelcontextprotocol/server';
import { uriOf } from '../../../lessons/src/skill/describe-pattern.ts';
import { findFile, type Skill, type SkillEntry } from '../../../lessons/src/skill/skill.ts';
import { levelLines, levels } from '../skill/resources.ts';

/**
 * A resource for each file, which the skills extension lists only by its SKILL.md, and one for each level: level 1
 * is SKILL.md, the others list their files.
 */
export function addResources(server: McpServer, skill: Skill): void {
  for (const { path, title, when, mediaType, bytes } of skill.catalogue.files) {
    if (path === 'SKILL.md') continue;
    const mimeType = mediaType.split(';')[0] ?? mediaType;
    server.registerResource(
      path,
      uriOf(path),
      { title, description: `Load when ${when}.`, mimeType, size: bytes },
      (uri) => ({ contents: [{ uri: uri.href, mimeType, text: textOf(skill, path) }] }),
    );
  }

  const names = levels.map(String);
  const template = new ResourceTemplate('backend-patterns://levels/{level}', {
    list: () => ({
      resources: levels.map((level) => ({
        uri: `backend-patterns://levels/${level}`,
        name: `level ${level}`,
      })),
    }),
    complete: { level: (begun) => names.filter((name) => name.startsWith(begun)) },
  });
  server.registerResource(
    'levels',
    template,
    {
      title: 'A level of the skill',
      description: '1: the rules. 2: the list of topics. 3: the list of programs.',
      mimeType: 'text/markdown',
    },
    (uri, { level }) => {
      const wanted = levels.find((candidate) => String(candidate) === level);
      if (wanted === undefined) throw new Error(`There is no level ${String(level)}. There are: 1, 2, 3.`);
      const text =
        wanted === 1 ? textOf(skill, 'SKILL.md') : levelLines(skill, wanted, lineWithUri).join('\n');
      return { contents: [{ uri: uri.href, mimeType: 'text/markdown', text }] };
    },
  );
}

function lineWithUri({ path, when, tokens }: SkillEntry): string {
  return `[${path}](${uriOf(path)}): when ${when}; ${tokens} tokens`;
}

function textOf(skill: Skill, path: string): string {
  return findFile(skill, path)?.bytes.toString() ?? '';
}

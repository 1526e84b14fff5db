import { entriesOf, type Skill } from '../../../lessons/src/skill/skill.ts';
import { makeArchive } from './archive.ts';
import { json, markdown, represent, type Representation } from './representation.ts';

/** Addresses under which tools look for skills, and what they find there. */
export function discoveryResources(skill: Skill): ReadonlyMap<string, Representation> {
  const { name, description } = skill.catalogue;
  const archive = represent(makeArchive(skill), 'application/gzip');
  const folder = '/.well-known/agent-skills';
  return new Map([
    [
      `${folder}/index.json`,
      json({
        $schema: 'https://schemas.agentskills.io/discovery/0.2.0/schema.json',
        skills: [
          {
            name,
            type: 'archive',
            description,
            url: `${folder}/${name}.tar.gz`,
            digest: `sha256:${archive.etag.slice(1, -1)}`,
          },
        ],
      }),
    ],
    [`${folder}/${name}.tar.gz`, archive],
    ...skill.catalogue.files.map(
      ({ path, mediaType }) =>
        [
          `${folder}/${name}/${path}`,
          represent(skill.contents.get(path) ?? Buffer.alloc(0), mediaType),
        ] as const,
    ),
    ['/llms.txt', represent(markdown(llmsText(skill)).body, 'text/plain; charset=utf-8')],
  ]);
}

/** What the server has for language models, in the form of llmstxt.org. */
function llmsText(skill: Skill): string {
  const links = (level: 1 | 2 | 3) =>
    entriesOf(skill, level).map(
      ({ path, title, when, tokens }) => `- [${title}](/skill/files/${path}): when ${when}; ${tokens} tokens`,
    );
  const programs = links(3).filter((line) => /\/examples\/[^/]+\.ts\)/.test(line));
  const parts = links(3).filter((line) => !programs.includes(line));
  return [
    '# Backend Patterns',
    '',
    '> Rules, explanations and complete programs for back ends in TypeScript and PostgreSQL. Every block of code has been run by a test.',
    '',
    'Load the rules first, then the one file for the topic at hand. The whole list with digests is at /skill; a question finds its section at /skill/find?question=…; over MCP, the same is at /mcp.',
    '',
    '## Rules',
    '',
    ...links(1),
    '',
    '## Topics',
    '',
    ...links(2),
    '',
    '## Programs',
    '',
    ...programs,
    '',
    '## Optional',
    '',
    ...parts,
    '',
  ].join('\n');
}

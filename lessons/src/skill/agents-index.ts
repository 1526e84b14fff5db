import { entriesOf, type Skill } from './skill.ts';

/**
 * The skill's index for an AGENTS.md: for agents that read that file but never open a skill of themselves.
 * `read` is the command or the folder that gives a file, with `<file>` where its path goes.
 */
export function agentsIndex(skill: Skill, read = 'npx backend-patterns skill <file>'): string {
  const programs = entriesOf(skill, 3).filter(({ path }) => /^examples\/[^/]+\.ts$/.test(path));
  return [
    `## Back-end work: ${skill.catalogue.name} ${skill.catalogue.version}`,
    '',
    'What you remember of back-end patterns may be wrong in the details that harm. Before you write or change an endpoint, a query, a table, a login, a cache or a call between services, read the file for it:',
    '',
    `    ${read}`,
    '',
    '| when you | file | tokens |',
    '| --- | --- | --- |',
    ...[...entriesOf(skill, 1), ...entriesOf(skill, 2), ...programs].map(
      (entry) => `| ${entry.when.replace(/^you /, '')} | ${entry.path} | ${entry.tokens} |`,
    ),
    '',
    'Sections:',
    '',
    ...entriesOf(skill, 2).map(
      (entry) => `- ${entry.path}: ${entry.sections.map(({ heading }) => heading).join('; ')}`,
    ),
    '',
  ].join('\n');
}

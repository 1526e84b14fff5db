import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { uriOf } from '../../../lessons/src/skill/describe-pattern.ts';

interface Agent {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly work: string;
  /** Files to read before the work, the rules first. */
  readonly files: readonly string[];
}

/** The agents that the skill names in its front matter. */
export const agents: readonly Agent[] = [
  {
    name: 'senior-fullstack-developer',
    title: 'Senior full-stack developer',
    description: 'Builds or changes an endpoint by the topic at hand, then by its program',
    work: 'Ask find_pattern for the topic at hand and follow the section it answers with. If you start something whole, begin from one of the programs. When the code is written, lint it and mend what is found.',
    files: ['SKILL.md'],
  },
  {
    name: 'database-migration-specialist',
    title: 'Database migration specialist',
    description: 'Designs tables, indexes and migrations that a live database survives',
    work: 'Write the migration in steps that a live database survives, and say of each what it locks and how it is undone. Check every query that reads the tables you change. Lint the SQL and mend what is found.',
    files: ['SKILL.md', 'schema.md', 'queries.md'],
  },
  {
    name: 'solutions-architect',
    title: 'Solutions architect',
    description: 'Decides where services, events and caches belong, and what each costs',
    work: 'Begin with one process and one database, and name what would force a split. For every call between parts say what happens when it is slow, repeated or lost; for every cache, who invalidates it.',
    files: ['SKILL.md', 'microservices-patterns.md', 'caching-strategies.md'],
  },
];

/** A prompt for each agent: what to read first, by link and not by text, and how to work. */
export function addPrompts(server: McpServer): void {
  for (const { name, title, description, work, files } of agents) {
    const argsSchema = z.object({ task: z.string().max(10_000).optional().describe('What is to be done') });
    server.registerPrompt(name, { title, description, argsSchema }, ({ task }) => ({
      description,
      messages: [
        {
          role: 'user',
          content: {
            type: 'text',
            text: [
              `Work as a ${title.toLowerCase()}. Read ${files.join(', ')} of the skill backend-development-patterns first.`,
              work,
              ...(task ? ['', `The task: ${task}`] : []),
            ].join('\n'),
          },
        },
        ...files.map((file) => ({
          role: 'user' as const,
          content: {
            type: 'resource_link' as const,
            uri: uriOf(file),
            name: file,
            mimeType: 'text/markdown',
          },
        })),
      ],
    }));
  }
}

import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { describePattern } from '../../../lessons/src/skill/describe-pattern.ts';
import { findPatterns, type PatternIndex } from '../../../lessons/src/skill/find-pattern.ts';
import { answer, refuse } from './answer.ts';

const placeSchema = z.object({
  file: z.string(),
  section: z.string().optional(),
  uri: z.string().describe('The resource that holds the whole file'),
  tokens: z.int(),
});

/** `find_pattern`: a question to the smallest part of the skill that answers it. */
export function addFindPattern(server: McpServer, patterns: PatternIndex): void {
  server.registerTool(
    'find_pattern',
    {
      title: 'Find a pattern',
      description:
        'Answers a question about back-end work (REST, SQL, schema, migrations, auth, GraphQL, caching, services) with the one section that says how, code included. Ask for an example to get a program.',
      inputSchema: z.object({
        question: z.string().min(1).max(500).describe('In plain words: "How do I paginate by cursor?"'),
      }),
      outputSchema: z.object({
        answer: placeSchema.extend({ text: z.string().describe('Markdown, or a program') }),
        others: z.array(placeSchema).describe('Where else to look, best first'),
      }),
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ question }) => {
      const found = describePattern(findPatterns(patterns, question));
      if (!found.answer) {
        return refuse(
          'Nothing in the skill has these words. Ask in other words, or read backend-patterns://levels/2.',
        );
      }
      return answer(found);
    },
  );
}

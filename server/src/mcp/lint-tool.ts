import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { CODE_LENGTH, LintError, type TeamLinter } from '../lint/linter.ts';
import { answer, refuse } from './answer.ts';

const placeSchema = z.object({ line: z.int(), column: z.int() });

const findingSchema = z.object({
  rule: z.string(),
  message: z.string(),
  start: placeSchema,
  end: placeSchema,
  at: z.string().describe('The characters it points at'),
  fixes: z.array(
    z.object({
      description: z.string(),
      start: placeSchema,
      end: placeSchema,
      text: z.string().describe('Replaces what stands from start to end'),
    }),
  ),
});

/** `lint`: what eslint-plugin-backend-patterns finds. The code is read, never run. */
export function addLint(server: McpServer, linter: TeamLinter): void {
  server.registerTool(
    'lint',
    {
      title: 'Lint back-end code',
      description:
        'Finds SQL injection, unbounded queries, verb URLs, unpinned tokens, leaked errors and the like in TypeScript, JavaScript or SQL, each on the right characters, with fixes. The code is parsed and never run. Send whole functions: a name that is declared nowhere in the code counts as the program’s own.',
      inputSchema: z.object({
        code: z.string().min(1).max(CODE_LENGTH),
        language: z
          .enum(['typescript', 'sql'])
          .default('typescript')
          .describe('JavaScript is typescript too'),
        preset: z
          .enum(['recommended', 'all'])
          .default('recommended')
          .describe('all also asks about what only a strict team would change'),
      }),
      outputSchema: z.object({ findings: z.array(findingSchema) }),
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    },
    async (request) => {
      try {
        return answer({ findings: await linter.lint(request) });
      } catch (error) {
        if (error instanceof LintError) return refuse(error.message);
        throw error;
      }
    },
  );
}

import { z } from 'zod';

/** The front matter of `part.md`. */
export const partSchema = z.strictObject({
  title: z.string().min(1).describe('Shown above its lessons, in the case of a sentence'),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]).describe('Level of the skill that it teaches'),
  needs: z.array(z.string()).default([]).describe('Parts before it that help to have done: "database"'),
});

const engines = z.array(z.enum(['pglite', 'pg-mem'])).default(['pglite', 'pg-mem']);

const ruleName = z.string().regex(/^[a-z][a-z-]+$/, 'is a rule name without its prefix');

/** The front matter of `lesson.md`. Every field is described, so that this schema is the manual. */
export const lessonSchema = z.strictObject({
  title: z.string().min(1).max(60).describe('What one does, in the imperative: "Sort without injection"'),
  minutes: z.int().min(2).max(30).describe('How long a learner takes'),
  entry: z.string().default('server.ts').describe('The module that calls listen()'),
  open: z.string().describe('The file shown first'),
  editable: z
    .array(z.string())
    .min(1)
    .describe('Files that the learner may change, `schema.sql` among them; others are shown, but locked'),
  engines: engines.describe(
    'Where its answers are verified; leave pg-mem out of what only PostgreSQL can do',
  ),
  needs: z.array(z.string()).default([]).describe('Lessons before it that help to have done: "n-plus-one"'),
  rules: z
    .array(ruleName)
    .describe(
      'Rules that would have caught the harm; the files are linted with these beside the recommended ones',
    ),
  findings: z
    .array(
      z.strictObject({
        rule: ruleName,
        file: z.string(),
        at: z.string().describe('The characters that the finding points at'),
      }),
    )
    .describe('What these rules find in the start, in the order of the files'),
  defects: z
    .array(z.string().regex(/^D\d\d$/))
    .default([])
    .describe('Defects of the original skill that the lesson teaches'),
  skill: z
    .array(z.string().regex(/^[\w-]+\.md § .+$/))
    .default([])
    .describe('File and section of the skill that has it right: "queries.md § Pages"'),
  hints: z.array(z.string()).min(1).describe('Markdown, weakest first; the last one nearly tells'),
});

/** The front matter of `wrong/<name>/why.md`. */
export const wrongSchema = z.strictObject({
  fails: z.string().describe('The id of the one check that this answer fails'),
  engines: engines.describe('Where it fails; leave pg-mem out when a fake database does not show the harm'),
});

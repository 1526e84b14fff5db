import { parse } from 'yaml';
import { z } from 'zod';
import { CourseError } from './course-error.ts';

/** Splits a Markdown file into its front matter, checked against `schema`, and its body. */
export function parseFrontMatter<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): { data: z.infer<Schema>; body: string } {
  const match = /^---\n(.*?)\n---\n(.*)$/s.exec(text);
  if (!match?.[1]) {
    throw new CourseError(
      file,
      'begins without front matter. Start the file with a block between two lines of ---.',
    );
  }
  let yaml: unknown;
  try {
    yaml = parse(match[1]);
  } catch (error) {
    throw new CourseError(file, `has front matter that is not YAML: ${String(error)}`);
  }
  const result = schema.safeParse(yaml);
  if (!result.success)
    throw new CourseError(file, `has wrong front matter.\n${z.prettifyError(result.error)}`);
  return { data: result.data, body: (match[2] ?? '').trim() };
}

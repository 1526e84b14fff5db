import { parse } from 'yaml';
import { z } from 'zod';
import { CourseError } from './course-error.ts';

interface FrontMatter<Data> {
  readonly data: Data;
  readonly body: string;
}

/** What was read of each file last: who reads one lesson looks at the front matter of all. */
const known = new Map<
  string,
  { readonly text: string; readonly schema: z.ZodType; readonly read: unknown }
>();

/** Splits a Markdown file into its front matter, checked against `schema`, and its body. */
export function parseFrontMatter<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): FrontMatter<z.infer<Schema>> {
  const last = known.get(file);
  // What this schema has read is of its type.
  if (last?.text === text && last.schema === schema) return last.read as FrontMatter<z.infer<Schema>>;
  const read = readFrontMatter(file, text, schema);
  known.set(file, { text, schema, read });
  return read;
}

function readFrontMatter<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): FrontMatter<z.infer<Schema>> {
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

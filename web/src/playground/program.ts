import { z } from 'zod/mini';
import { methods } from '../request/draft.ts';
import { readStored, writeStored } from '../storage.ts';
import { ENTRY, isFileName, MOST_FILES } from './file-names.ts';
import { starter } from './starter.ts';

const filesSchema = z
  .record(z.string().check(z.refine(isFileName)), z.string())
  .check(z.refine((files) => Object.hasOwn(files, ENTRY) && Object.keys(files).length <= MOST_FILES));

/** All of a playground that is kept or shared. What is read from outside is parsed with this. */
export const programSchema = z.object({
  files: filesSchema,
  engine: z.enum(['both', 'pglite', 'pg-mem']),
  /** The request as it was last written. */
  draft: z.optional(
    z.object({ method: z.enum(methods), path: z.string(), headers: z.string(), body: z.string() }),
  ),
});

export type PlaygroundProgram = z.infer<typeof programSchema>;

export const starterProgram: PlaygroundProgram = { files: { ...starter }, engine: 'both' };

const name = 'playground';

/** The reader's own program, as it was left; the starter where there is none, or none that can be read. */
export function readProgram(): PlaygroundProgram {
  const text = readStored(name);
  if (text === undefined) return starterProgram;
  try {
    const parsed = programSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : starterProgram;
  } catch {
    return starterProgram;
  }
}

/** Keeps the reader's own program; false when the browser refuses. */
export function keepProgram(program: PlaygroundProgram): boolean {
  return writeStored(name, JSON.stringify(program));
}

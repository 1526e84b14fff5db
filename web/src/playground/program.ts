import { z } from 'zod/mini';
import type { EngineChoice, SourceFiles } from '../../../lessons/runtime/playground.ts';
import { readStored, writeStored } from '../storage.ts';
import { ENTRY, isFileName, MOST_FILES } from './file-names.ts';
import { starter } from './starter.ts';

const filesSchema = z
  .record(z.string().check(z.refine(isFileName)), z.string())
  .check(z.refine((files) => Object.hasOwn(files, ENTRY) && Object.keys(files).length <= MOST_FILES));

const engineSchema = z.enum(['both', 'pglite', 'pg-mem']);

const draftSchema = z.object({
  method: z.string().check(z.regex(/^[A-Z-]{1,20}$/)),
  path: z.string(),
  headers: z.string(),
  body: z.string(),
});

/** All of a playground that a link carries. */
export const programSchema = z.object({
  files: filesSchema,
  engine: engineSchema,
  /** The request as it was last written. */
  draft: z.optional(draftSchema),
});

export type PlaygroundProgram = z.infer<typeof programSchema>;

const filesName = 'playground';
const engineName = 'playground-engine';

/** The reader's own program, as it was left; the starter where there is none, or none that can be read. */
export function readProgram(): PlaygroundProgram {
  const engine = engineSchema.safeParse(readStored(engineName));
  return { files: readFiles() ?? { ...starter }, engine: engine.data ?? 'both' };
}

function readFiles(): PlaygroundProgram['files'] | undefined {
  try {
    return filesSchema.safeParse(JSON.parse(readStored(filesName) ?? '')).data;
  } catch {
    return undefined;
  }
}

/** Keeps the files of the reader's own program; false when the browser refuses. */
export function keepFiles(files: SourceFiles): boolean {
  return writeStored(filesName, JSON.stringify(files));
}

export function keepEngine(engine: EngineChoice): void {
  writeStored(engineName, engine);
}

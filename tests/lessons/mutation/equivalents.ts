import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Mutant } from './mutants.ts';

const equivalentSchema = z.strictObject({
  lesson: z.string(),
  mutation: z.string(),
  kind: z
    .enum(['equivalent', 'open'])
    .describe('No request can tell it from the solution; or it differs in what the task leaves open'),
  line: z.string().describe('What stood there, trimmed; several lines with a line break between them'),
  becomes: z.string().default('').describe('What stands there instead; nothing where it was left out'),
  reason: z.string().min(20),
});

/** A mutant that may survive, and why. */
export type Equivalent = z.infer<typeof equivalentSchema>;

/** All that are listed in `equivalents.yaml`. */
export function readEquivalents(): readonly Equivalent[] {
  const text = readFileSync(new URL('./equivalents.yaml', import.meta.url), 'utf8');
  return z.array(equivalentSchema).parse(parse(text));
}

/** Whether an entry speaks of this mutant. */
export function isListed(entry: Equivalent, lesson: string, mutant: Mutant): boolean {
  return (
    entry.lesson === lesson &&
    entry.mutation === mutant.mutation &&
    entry.line.trim() === mutant.before &&
    entry.becomes.trim() === mutant.after
  );
}

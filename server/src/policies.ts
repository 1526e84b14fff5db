import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const policiesSchema = z.strictObject({
  /** Content-Security-Policy of the workbench's page. */
  page: z.string().min(1),
  /** Content-Security-Policy of the frame that runs learners' programs. */
  runner: z.string().min(1),
});

export type Policies = z.infer<typeof policiesSchema>;

/** The policies that the web build wrote beside its pages, because one of them names a script by its hash. */
export async function readPolicies(webFolder: string): Promise<Policies> {
  const file = path.join(webFolder, 'policies.json');
  return policiesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

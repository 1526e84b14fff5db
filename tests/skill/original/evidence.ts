import { listDefects, repositoryDefects, schemaDefects } from './data-defects.ts';
import type { Evidence } from './defect.ts';
import { documentDefects } from './document-defects.ts';
import { httpDefects, limitDefects } from './http-defects.ts';
import { serviceDefects } from './service-defects.ts';
import { tokenDefects } from './token-defects.ts';

/** What shows each defect, by its id. */
export const evidence: Readonly<Record<string, Evidence>> = {
  ...schemaDefects,
  ...repositoryDefects,
  ...serviceDefects,
  ...httpDefects,
  ...tokenDefects,
  ...listDefects,
  ...limitDefects,
  ...documentDefects,
};

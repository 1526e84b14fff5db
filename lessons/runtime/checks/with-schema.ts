import type { DatabaseSource, SourceFiles } from '../playground.ts';

/** The lesson's database as these files would make it: a lesson may let its learner change `schema.sql`. */
export function withSchema(database: DatabaseSource, files: SourceFiles): DatabaseSource {
  return { ...database, schema: files['schema.sql'] ?? database.schema };
}

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type * as ConfigModule from '../../lessons/skill/backend-development-patterns/examples/foundation/config.ts';
import type * as DatabaseModule from '../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import type * as MigrateModule from '../../lessons/skill/backend-development-patterns/examples/foundation/migrate.ts';
import { serviceAt, type Service } from '../skill/examples/service.ts';

type Build = (config: ConfigModule.Config, database: DatabaseModule.Database) => Promise<FastifyInstance>;

/** Starts a program of level 3 from a folder with an agent's version of it. Every import is the folder's own. */
export async function startProgram(
  folder: string,
  entry: string,
  build: string,
): Promise<{ service: Service; stop: () => Promise<void> }> {
  const load = async <Module>(file: string) =>
    (await import(pathToFileURL(path.join(folder, file)).href)) as Module;
  const { readConfig } = await load<typeof ConfigModule>('foundation/config.ts');
  const { openDatabase } = await load<typeof DatabaseModule>('foundation/database.ts');
  const { migrate } = await load<typeof MigrateModule>('foundation/migrate.ts');
  const program = await load<Record<string, Build>>(entry);
  const builder = program[build];
  if (builder === undefined) throw new Error(`${entry} does not export ${build}.`);
  const checked = readConfig({
    LOG_LEVEL: 'silent',
    REQUESTS_PER_MINUTE: '100000',
    LOGINS_PER_MINUTE: '100000',
  });
  const database = await openDatabase(undefined, () => undefined);
  await migrate(database);
  const app = await builder({ ...checked, passwordCost: 8 }, database);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    service: serviceAt(url, database),
    stop: async () => {
      await app.close();
      await database.close();
    },
  };
}

import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import requests from './start/requests.http?raw';
import schema from './start/schema.sql?raw';
import seed from './start/seed.sql?raw';
import server from './start/server.ts?raw';

/** The program that an empty playground begins with. */
export const starter: SourceFiles = {
  'server.ts': server,
  'schema.sql': schema,
  'seed.sql': seed,
  'requests.http': requests,
};

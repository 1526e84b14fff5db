import type { Keyspace } from './keyspace.ts';
import type { Reply } from './reply.ts';

/** What a command makes of the keys, given all that stands behind its name. */
export type Command = (keys: Keyspace, ...parts: string[]) => Reply;

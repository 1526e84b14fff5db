import { createNodeWorkers, readDatabaseAssets } from '../../../lessons/runtime/host/node.ts';
import { createPlayground } from '../../../lessons/runtime/host/playground.ts';
import type {
  EngineChoice,
  Exchange,
  HttpResponse,
  Playground,
  ProgramError,
  SourceFiles,
  StopReason,
} from '../../../lessons/runtime/playground.ts';

const bundles = new URL('../../../lessons/dist/', import.meta.url);

/** A playground of threads, from the built bundles. */
export function openPlayground(choice: EngineChoice = 'pg-mem', deadline?: number): Playground {
  return createPlayground(createNodeWorkers(bundles), readDatabaseAssets(bundles), choice, deadline);
}

/** Starts a program of one file, or of several with 'server.ts' as the entry; throws when it does not listen. */
export async function serve(playground: Playground, program: string | SourceFiles) {
  const files = typeof program === 'string' ? { 'server.ts': program } : program;
  const result = await playground.start(files, 'server.ts');
  if (result.kind !== 'listening') throw new Error(JSON.stringify(result));
  return result;
}

/** Starts a program that must not come up, and gives why. */
export async function startError(
  playground: Playground,
  program: string | SourceFiles,
): Promise<ProgramError> {
  const files = typeof program === 'string' ? { 'server.ts': program } : program;
  const result = await playground.start(files, 'server.ts');
  if (result.kind !== 'failed') throw new Error(JSON.stringify(result));
  return result.error;
}

export function get(playground: Playground, path: string): Promise<Exchange> {
  return playground.send({ method: 'GET', path });
}

export function responseOf({ outcome }: Exchange): HttpResponse {
  if (outcome.kind !== 'response') throw new Error(JSON.stringify(outcome));
  return outcome.response;
}

export function stopReasonOf({ outcome }: Exchange): StopReason {
  if (outcome.kind !== 'stopped') throw new Error(JSON.stringify(outcome));
  return outcome.reason;
}

/** A Fastify program around these routes. */
export function fastifyProgram(routes: string, options = ''): string {
  return `import Fastify from 'fastify';
const app = Fastify(${options});
${routes}
await app.listen({ port: Number(process.env.PORT ?? 3000) });
`;
}

import { loadPackage } from './modules/registry.ts';
import { compile } from './modules/compile.ts';

const SAMPLE = "import Fastify from 'fastify';\nexport const app: unknown = Fastify();\n";

/** Loads what nearly every program imports, so that the first start does not wait for it. */
export async function warmUp(): Promise<void> {
  compile('sample.ts', SAMPLE);
  const [fastify] = await Promise.all([loadPackage('fastify'), loadPackage('pg')]);
  const create: unknown = fastify === undefined ? undefined : Reflect.get(fastify, 'default');
  if (typeof create !== 'function') return;
  const app = create();
  app.post('/', (request: { body: unknown }) => request.body);
  await app.inject({ method: 'POST', url: '/', payload: { warm: true } });
  await app.close();
}

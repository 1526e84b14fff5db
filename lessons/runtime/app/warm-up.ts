import { loadProgram } from './modules/load.ts';

/** A program like most: what it makes the engine compile need not be compiled when the learner's starts. */
const SAMPLE = `import Fastify from 'fastify';
import pg from 'pg';

interface Item { name: string }

const pool = new pg.Pool({ max: 1 });
const app = Fastify();
const text = { type: 'string', minLength: 1, enum: ['warm'] };
const count = { type: 'integer', minimum: 1, maximum: 9, default: 1 };
const schema = {
  params: { type: 'object', properties: { id: count } },
  querystring: { type: 'object', properties: { limit: count, sort: { type: 'string', default: 'id' } } },
  body: { type: 'object', required: ['name'], additionalProperties: false, properties: { name: text } },
};
app.setErrorHandler((error, request, reply) => reply.code(500).send({ error: error.message }));
app.register(async (scope) => scope.post('/:id', { schema }, async (request, reply) => {
  const { name } = request.body as Item;
  reply.code(201).header('x-warm', 'yes');
  return { name, idle: pool.idleCount };
}));
await app.inject({ method: 'POST', url: '/1?limit=2', payload: { name: 'warm' } });
await app.close();
await pool.end();
`;

/** Runs a small program to its end, so that the first start does not wait for what all programs need. */
export async function warmUp(isOver: () => boolean): Promise<void> {
  for (let run = 0; run < 3 && !isOver(); run += 1) {
    await loadProgram({ 'warm-up.ts': SAMPLE }, 'warm-up.ts');
  }
}

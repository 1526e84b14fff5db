import { loadProgram } from './modules/load.ts';

/** A program like most: what it makes the engine compile need not be compiled when the learner's starts. */
const SAMPLE = `import Fastify from 'fastify';
import pg from 'pg';

interface Item { name: string }

const pool = new pg.Pool({ max: 1 });
const app = Fastify();
app.post('/:id', async (request, reply) => {
  const { name } = request.body as Item;
  reply.code(201).header('x-warm', 'yes');
  return { name, idle: pool.idleCount };
});
await app.inject({ method: 'POST', url: '/1?limit=2', payload: { name: 'warm' } });
await app.close();
await pool.end();
`;

/** Runs a small program to its end, so that the first start does not wait for what all programs need. */
export async function warmUp(): Promise<void> {
  await loadProgram({ 'warm-up.ts': SAMPLE }, 'warm-up.ts');
}

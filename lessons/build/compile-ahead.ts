import { rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { codeFile, createNodeWorkers, readDatabaseAssets, type Thread } from '../runtime/host/node.ts';
import { createPlayground } from '../runtime/host/playground.ts';

/** Uses what most programs use, so that it is compiled. */
const PROGRAM = `import Fastify from 'fastify';
import pg from 'pg';

interface Item { name: string }

const pool = new pg.Pool();
const app = Fastify();
const count = { type: 'integer', minimum: 1, maximum: 9, default: 1 };
const schema = {
  querystring: { type: 'object', properties: { limit: count, sort: { type: 'string', enum: ['id', 'name'] } } },
  body: { type: 'object', required: ['name'], additionalProperties: false, properties: { name: { type: 'string' } } },
};
app.setErrorHandler((error, request, reply) => reply.code(500).send({ error: error.message }));
app.post('/items', { schema }, async (request, reply) => {
  const { name } = request.body as Item;
  const { rows } = await pool.query('INSERT INTO items (name) VALUES ($1) RETURNING *', [name]);
  return reply.code(201).send(rows[0]);
});
await app.listen({ port: Number(process.env.PORT ?? 3000) });
`;

/**
 * Keeps V8's compiled form of the workers' bundles beside them: a thread of Node that has it boots in half of
 * the time. It is taken from threads that have run a program, so that it holds what runs, not all that there is.
 */
export async function compileAhead(folder: string): Promise<void> {
  const dist = pathToFileURL(folder);
  const bundles = ['app-worker.js', 'database-worker.js'].map((name) => new URL(name, dist));
  // V8 tells a bundle from another by its length alone.
  await Promise.all(bundles.map((bundle) => rm(codeFile(bundle), { force: true })));

  const workers = createNodeWorkers(dist);
  const threads = new Map<string, Thread>();
  const keep = (name: string, thread: Thread) => {
    if (!threads.has(name)) threads.set(name, thread);
    return thread;
  };
  const playground = createPlayground(
    {
      ...workers,
      createApp: () => keep('app-worker.js', workers.createApp()),
      createDatabase: () => keep('database-worker.js', workers.createDatabase()),
    },
    readDatabaseAssets(dist),
    'pglite',
  );
  await playground.resetDatabase({
    schema: 'CREATE TABLE items (id serial PRIMARY KEY, name text)',
    seed: '',
  });
  const start = await playground.start({ 'server.ts': PROGRAM }, 'server.ts');
  if (start.kind !== 'listening') throw new Error(`The program did not start: ${JSON.stringify(start)}`);
  await playground.send({
    method: 'POST',
    path: '/items?limit=2&sort=name',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"first"}',
  });
  for (const [name, thread] of threads) await writeFile(codeFile(new URL(name, dist)), await thread.code());
  await playground.dispose();
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pool } from './database.ts';

const MOST = 5;
const WINDOW = 15 * 60_000;

interface Counter {
  count: number;
  endsAt: number;
}

const counters = new Map<string, Counter>();

function counterOf(partner: string): Counter {
  const now = Date.now();
  const known = counters.get(partner);
  if (known && known.endsAt > now) return known;
  const fresh = { count: 0, endsAt: now + WINDOW };
  counters.set(partner, fresh);
  return fresh;
}

async function limit(request: FastifyRequest, reply: FastifyReply) {
  const counter = counterOf(request.partner);
  counter.count += 1;
  const seconds = Math.ceil((counter.endsAt - Date.now()) / 1000);
  reply.header('ratelimit', `"reports";r=${Math.max(MOST - counter.count, 0)};t=${seconds}`);
  reply.header('ratelimit-policy', `"reports";q=${MOST};w=${WINDOW / 1000}`);
  if (counter.count > MOST) {
    return reply
      .code(429)
      .header('retry-after', seconds)
      .send({ success: false, error: { code: 'TOO_MANY_REQUESTS', message: 'Come back later.' } });
  }
}

export default async function reports(app: FastifyInstance) {
  app.addHook('preHandler', limit);

  app.get('/api/reports/sales', async (request) => {
    const { rows } = await pool.query(
      `SELECT product, count(*)::integer AS sales, sum(cents)::integer AS cents
         FROM sales
        WHERE partner_id = $1
        GROUP BY product
        ORDER BY product`,
      [request.partner],
    );
    return { success: true, data: rows };
  });
}

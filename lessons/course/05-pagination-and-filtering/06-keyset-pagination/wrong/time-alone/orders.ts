import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  limit: number;
  cursor?: string;
}

interface Order {
  id: number;
  status: string;
  total_cents: number;
  created_at: Date;
  /** created_at in microseconds since 1970: a Date has only milliseconds. */
  micros: string;
}

const listQuery = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    cursor: { type: 'string', pattern: '^\\d{1,16}_\\d{1,9}$' },
  },
};

/** A place behind which all orders lie. */
const newest = '9999999999999999_999999999';

export default async function orders(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/orders',
    { schema: { querystring: listQuery } },
    async (request) => {
      const { limit, cursor = newest } = request.query;

      const { rows } = await pool.query<Order>(
        `SELECT id, status, total_cents, created_at,
                (extract(epoch FROM created_at) * 1000000)::bigint AS micros
           FROM orders
          WHERE created_at < timestamptz 'epoch' + $1::bigint * interval '1 microsecond'
          ORDER BY created_at DESC, id DESC
          LIMIT $2`,
        [cursor.split('_')[0], limit],
      );

      const last = rows.at(-1);
      const next = last && rows.length === limit ? `${last.micros}_${last.id}` : null;
      const data = rows.map(({ micros: _micros, ...order }) => order);
      return { success: true, data, meta: { next } };
    },
  );
}

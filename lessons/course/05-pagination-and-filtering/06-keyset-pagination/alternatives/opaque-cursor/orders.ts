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
  /** created_at with its microseconds: a Date has only milliseconds. */
  place: string;
}

const listQuery = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    cursor: { type: 'string', maxLength: 100 },
  },
};

interface Place {
  readonly place: string;
  readonly id: number;
}

function writeCursor({ place, id }: Place): string {
  return Buffer.from(JSON.stringify([place, id])).toString('base64url');
}

/** The place that a cursor names, or undefined when it is none of ours. */
function readCursor(cursor: string): Place | undefined {
  try {
    const [place, id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (typeof place !== 'string' || typeof id !== 'number' || !Number.isInteger(id)) return undefined;
    const [, seconds = '', micros = ''] = /^([\dT:-]{19})\.(\d{6})Z$/.exec(place) ?? [];
    const date = new Date(`${seconds}.${micros.slice(0, 3)}Z`);
    // A date that does not exist, such as 30 February, comes back as another.
    return date.toISOString().startsWith(seconds) ? { place, id } : undefined;
  } catch {
    return undefined;
  }
}

const refusal = { success: false, error: { code: 'INVALID_CURSOR', message: 'This is no cursor of ours.' } };

export default async function orders(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/orders',
    { schema: { querystring: listQuery } },
    async (request, reply) => {
      const { limit, cursor } = request.query;
      const after = cursor === undefined ? { place: 'infinity', id: 0 } : readCursor(cursor);
      if (!after) return reply.code(400).send(refusal);

      const { rows } = await pool.query<Order>(
        `SELECT id, status, total_cents, created_at,
                to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS place
           FROM orders
          WHERE (created_at, id) < ($1::timestamptz, $2::integer)
          ORDER BY created_at DESC, id DESC
          LIMIT $3`,
        [after.place, after.id, limit],
      );

      const last = rows.at(-1);
      const next = last && rows.length === limit ? writeCursor(last) : null;
      const data = rows.map(({ place: _place, ...order }) => order);
      return { success: true, data, meta: { next } };
    },
  );
}

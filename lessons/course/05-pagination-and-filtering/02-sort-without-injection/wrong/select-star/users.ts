import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface ListQuery {
  page: number;
  limit: number;
  sortBy: string;
}

const listQuery = {
  type: 'object',
  properties: {
    page: { type: 'integer', minimum: 1, maximum: 10_000, default: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    sortBy: { type: 'string', default: 'created_at' },
  },
};

/** What a client may sort by, and the SQL that does it. The id gives ties a fixed order. */
const orderings = new Map([
  ['name', 'name, id'],
  ['created_at', 'created_at, id'],
]);

export default async function users(app: FastifyInstance) {
  app.get<{ Querystring: ListQuery }>(
    '/api/users',
    { schema: { querystring: listQuery } },
    async (request, reply) => {
      const { page, limit, sortBy } = request.query;

      const ordering = orderings.get(sortBy);
      if (ordering === undefined) {
        const message = `sortBy must be one of: ${[...orderings.keys()].join(', ')}.`;
        return reply.code(400).send({ success: false, error: { code: 'INVALID_SORT', message } });
      }

      const { rows } = await pool.query(
        `SELECT *
           FROM users
          ORDER BY ${ordering}
          LIMIT $1 OFFSET $2`,
        [limit, (page - 1) * limit],
      );

      const data = rows.map(({ id, name, email, created_at }) => ({ id, name, email, created_at }));
      return { success: true, data };
    },
  );
}

import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface CustomerId {
  id: number;
}

const customerId = { type: 'object', properties: { id: { type: 'integer' } } };

export default async function customers(app: FastifyInstance) {
  app.get<{ Params: CustomerId }>(
    '/api/v1/customers/:id',
    { schema: { params: customerId } },
    async (request, reply) => {
      const { rows } = await pool.query('SELECT id, name FROM customers WHERE id = $1', [request.params.id]);
      if (!rows[0]) {
        return reply
          .code(404)
          .send({ success: false, error: { code: 'NOT_FOUND', message: 'There is no such customer.' } });
      }
      return { success: true, data: rows[0] };
    },
  );
}

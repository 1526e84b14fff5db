import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface User {
  id: number;
  email: string;
  name: string;
}

interface Order {
  id: number;
  user_id: number;
  status: string;
  total_cents: number;
}

export default async function shop(app: FastifyInstance) {
  app.post<{ Body: User }>('/api/users', async (request, reply) => {
    const { id, email, name } = request.body;
    await pool.query('INSERT INTO users (id, email, name) VALUES ($1, $2, $3)', [id, email, name]);
    return reply.code(201).send({ success: true, data: { id, email, name } });
  });

  // Written for the tills in the stores, which send what they like.
  app.post<{ Body: Order }>('/api/orders', async (request, reply) => {
    const { id, user_id, status, total_cents } = request.body;
    await pool.query('INSERT INTO orders (id, user_id, status, total_cents) VALUES ($1, $2, $3, $4)', [
      id,
      user_id,
      status,
      total_cents,
    ]);
    return reply.code(201).send({ success: true, data: { id, user_id, status, total_cents } });
  });

  app.delete<{ Params: { id: string } }>('/api/users/:id', async (request, reply) => {
    await pool.query('DELETE FROM users WHERE id = $1', [request.params.id]);
    return reply.code(204).send();
  });
}

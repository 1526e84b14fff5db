import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';

interface EventId {
  id: number;
}

const eventId = { type: 'object', properties: { id: { type: 'integer' } } };

const booking = {
  type: 'object',
  required: ['name', 'seats'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    seats: { type: 'integer', minimum: 1, maximum: 10 },
  },
  additionalProperties: false,
};

const notFound = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such event.' } };
const soldOut = { success: false, error: { code: 'SOLD_OUT', message: 'Not enough seats are left.' } };

export default async function bookings(app: FastifyInstance) {
  app.get<{ Params: EventId }>('/api/events/:id', { schema: { params: eventId } }, async (request, reply) => {
    const { rows } = await pool.query('SELECT id, title, seats_left FROM events WHERE id = $1', [
      request.params.id,
    ]);
    if (!rows[0]) return reply.code(404).send(notFound);
    return { success: true, data: rows[0] };
  });

  app.post<{ Params: EventId; Body: { name: string; seats: number } }>(
    '/api/events/:id/bookings',
    { schema: { params: eventId, body: booking } },
    async (request, reply) => {
      const { id } = request.params;
      const { name, seats } = request.body;

      try {
        await pool.query('BEGIN');
        const { rows } = await pool.query('SELECT seats_left FROM events WHERE id = $1 FOR UPDATE', [id]);
        if (!rows[0]) {
          await pool.query('ROLLBACK');
          return reply.code(404).send(notFound);
        }
        if (rows[0].seats_left < seats) {
          await pool.query('ROLLBACK');
          return reply.code(409).send(soldOut);
        }
        await pool.query('UPDATE events SET seats_left = seats_left - $2 WHERE id = $1', [id, seats]);
        await pool.query('INSERT INTO bookings (event_id, name, seats) VALUES ($1, $2, $3)', [
          id,
          name,
          seats,
        ]);
        await pool.query('COMMIT');
      } catch (error) {
        await pool.query('ROLLBACK');
        throw error;
      }

      return reply.code(201).send({ success: true, data: { name, seats } });
    },
  );
}

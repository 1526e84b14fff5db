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

      const { rowCount } = await pool.query(
        `WITH taken AS (
           UPDATE events SET seats_left = seats_left - $3
            WHERE id = $1 AND seats_left >= $3
           RETURNING id
         )
         INSERT INTO bookings (event_id, name, seats)
         SELECT id, $2, $3 FROM taken`,
        [id, name, seats],
      );
      if (rowCount === 0) {
        const event = await pool.query('SELECT id FROM events WHERE id = $1', [id]);
        return event.rowCount === 0 ? reply.code(404).send(notFound) : reply.code(409).send(soldOut);
      }

      return reply.code(201).send({ success: true, data: { name, seats } });
    },
  );
}

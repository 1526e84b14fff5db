import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';
import { sendConfirmation, type Confirmation } from './mail.ts';

interface Message {
  id: string;
  payload: Confirmation;
}

export default async function outbox(app: FastifyInstance) {
  // A scheduler calls this every ten seconds.
  app.post('/jobs/send-outbox', async () => {
    const { rows } = await pool.query<Message>(
      `UPDATE outbox SET sent_at = now()
        WHERE id IN (SELECT id FROM outbox WHERE sent_at IS NULL ORDER BY created_at LIMIT 20)
       RETURNING id, payload`,
    );

    for (const { id, payload } of rows) {
      try {
        await sendConfirmation(id, payload);
      } catch (error) {
        console.warn(`Message ${id} is not sent.`, error);
      }
    }

    return { success: true, data: { sent: rows.length } };
  });
}

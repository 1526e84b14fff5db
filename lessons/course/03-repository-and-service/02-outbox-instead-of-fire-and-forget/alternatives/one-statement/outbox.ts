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
    const { rows } = await pool.query<Message>('SELECT id, payload FROM outbox ORDER BY created_at LIMIT 10');

    const results = await Promise.allSettled(rows.map(({ id, payload }) => sendConfirmation(id, payload)));
    const sent = rows.filter((_, index) => results[index]?.status === 'fulfilled').map(({ id }) => id);
    const failed = results.filter(({ status }) => status === 'rejected');
    if (failed.length > 0) console.warn(`${failed.length} messages stay in the outbox.`, failed[0]);

    await pool.query('DELETE FROM outbox WHERE id = ANY($1)', [sent]);
    return { success: true, data: { sent: sent.length } };
  });
}

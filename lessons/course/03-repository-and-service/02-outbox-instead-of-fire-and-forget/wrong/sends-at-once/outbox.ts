import type { FastifyInstance } from 'fastify';
import { pool } from './database.ts';
import { sendConfirmation, type Confirmation } from './mail.ts';

interface Message {
  id: string;
  payload: Confirmation;
}

/** Sends what has not been sent, and says how much that was. */
export async function sendOutbox(): Promise<number> {
  const { rows } = await pool.query<Message>(
    'SELECT id, payload FROM outbox WHERE sent_at IS NULL ORDER BY created_at, id LIMIT 100',
  );
  const sent: string[] = [];
  try {
    for (const { id, payload } of rows) {
      await sendConfirmation(id, payload);
      sent.push(id);
    }
  } finally {
    await pool.query('UPDATE outbox SET sent_at = now() WHERE id = ANY($1)', [sent]);
  }
  return sent.length;
}

export default async function outbox(app: FastifyInstance) {
  // A scheduler calls this every ten seconds.
  app.post('/jobs/send-outbox', async () => {
    return { success: true, data: { sent: await sendOutbox() } };
  });
}

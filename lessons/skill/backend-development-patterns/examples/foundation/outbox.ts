import type { Database } from './database.ts';

/** What was committed and has to be told: to a mail service, a broker, another service. */
export interface Message {
  readonly id: string;
  readonly topic: string;
  readonly payload: unknown;
}

/**
 * Publishes up to 20 unsent messages, oldest first, and gives their number. A message may go out twice, when
 * the process ends between publishing and committing: whoever receives it skips an id that it knows.
 */
export function relayOutbox(
  database: Database,
  publish: (message: Message) => Promise<void>,
): Promise<number> {
  return database.transaction(async (transaction) => {
    // SKIP LOCKED: several instances share the work. The rows stay locked meanwhile, so the batch is small.
    const { rows } = await transaction.query<Message>(
      `SELECT id::text AS id, topic, payload FROM outbox WHERE sent_at IS NULL
        ORDER BY outbox.id LIMIT 20 FOR UPDATE SKIP LOCKED`,
    );
    for (const message of rows) await publish(message);
    await transaction.query('UPDATE outbox SET sent_at = now() WHERE id = ANY($1::bigint[])', [
      rows.map(({ id }) => id),
    ]);
    return rows.length;
  });
}

/** Relays once a second until it is stopped; `stop` waits for the batch under way. */
export function startRelay(
  database: Database,
  publish: (message: Message) => Promise<void>,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  let underWay = Promise.resolve();
  const timer = setInterval(() => {
    underWay = underWay
      .then(async () => {
        await relayOutbox(database, publish);
      })
      .catch(onError);
  }, 1_000);
  return {
    stop: () => {
      clearInterval(timer);
      return underWay;
    },
  };
}

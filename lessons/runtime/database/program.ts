import { Connection, type ConnectionHost } from './connection.ts';
import type { ConnectionRequest } from './messages.ts';

/** As many as a PostgreSQL allows when nobody says otherwise. */
const MOST_CONNECTIONS = 100;

/** A program's way to the database: it posts a port for every connection it opens. */
export class Program {
  readonly #port: MessagePort;
  readonly #connections = new Set<Connection>();
  #lastId = 0;

  constructor(port: MessagePort, host: ConnectionHost) {
    this.#port = port;
    port.onmessage = (event: MessageEvent<unknown>) => {
      if (!isConnectionRequest(event.data)) return;
      const connection = new Connection(event.data.connection, host, ++this.#lastId, (closed) =>
        this.#connections.delete(closed),
      );
      this.#connections.add(connection);
      if (this.#connections.size > MOST_CONNECTIONS) {
        connection.refuse('53300', 'sorry, too many clients already');
      }
    };
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    this.#port.close();
    await Promise.all([...this.#connections].map((connection) => connection.close()));
  }
}

function isConnectionRequest(data: unknown): data is ConnectionRequest {
  return (
    typeof data === 'object' &&
    data !== null &&
    'connection' in data &&
    data.connection instanceof MessagePort
  );
}

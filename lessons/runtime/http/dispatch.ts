import type { HttpRequest, HttpResponse } from '../playground.ts';
import { BUDGET } from '../app/messages.ts';
import { Buffer } from '../app/node/buffer.ts';
import { Connection } from './connection.ts';
import { IncomingMessage } from './incoming-message.ts';
import type { Server } from './server.ts';
import { ServerResponse } from './server-response.ts';

/** The app ended the connection before its response was whole. */
export class ConnectionReset extends Error {
  constructor(cause: Error | null) {
    super('The app closed the connection before it answered.', { cause });
    this.name = 'ConnectionReset';
  }
}

/** A response under way. */
export interface Flow {
  readonly response: ServerResponse;
  /** Closes the connection from the client's side: the response is what was written by then. */
  hangUp(): void;
}

/** Hands a request to a server as its 'request' event; resolves with all that it answers. */
export function dispatch(
  server: Server,
  request: HttpRequest,
  onBegin?: (flow: Flow) => void,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const port = server.address()?.port ?? 0;
    const connection = new Connection(port);
    const message = new IncomingMessage(connection);
    message.receive(request, `localhost:${port}`);
    const response = Reflect.construct(ServerResponse, [message]) as ServerResponse;
    response.keepAliveSeconds = Math.floor(server.keepAliveTimeout / 1000);
    response.once('finish', () => resolve(complete(response)));
    response.once('close', () => reject(new ConnectionReset(response.errored)));
    connection.once('close', () => response.destroy());
    onBegin?.({
      response,
      hangUp() {
        if (response.head !== undefined) resolve({ ...complete(response), isCut: true });
        connection.destroy();
      },
    });
    server.take(message, response);
  });
}

function complete(response: ServerResponse): HttpResponse {
  const body = Buffer.concat(response.chunks);
  // One that is too large is not delivered, so it need not be read.
  const isDelivered = body.length <= BUDGET.bodyBytes;
  return {
    // The head is stored before a response can finish.
    status: response.head?.status ?? response.statusCode,
    statusText: response.head?.statusText ?? '',
    headers: response.head?.headers ?? [],
    body: isDelivered ? body.toString('utf8') : '',
    ...(isDelivered && !isText(body) && { content: new Uint8Array(body) }),
    bytes: body.length,
  };
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

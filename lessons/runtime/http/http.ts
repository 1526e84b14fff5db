/** node:http, as far as a server needs it: nothing leaves the tab, so there is no client. */
export { createServer, Server } from './server.ts';
export { IncomingMessage } from './incoming-message.ts';
export { OutgoingMessage, ServerResponse } from './server-response.ts';
export { METHODS, STATUS_CODES } from './status-codes.ts';

/** The largest head that Node's parser takes. */
export const maxHeaderSize = 16_384;

function refuse(): never {
  throw new Error('The playground has no network: a program can answer requests, and reach its database.');
}

export { refuse as request, refuse as get, refuse as Agent };

import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { success } from './envelope.ts';

/**
 * Sends `data`, or 304 when the client has it already. The tag is made from the data alone: the envelope's
 * timestamp and request id differ each time, and a tag over the body would never match.
 */
export function sendWithEtag(request: FastifyRequest, reply: FastifyReply, data: unknown): FastifyReply {
  const digest = createHash('sha256').update(JSON.stringify(data)).digest('base64url').slice(0, 22);
  const etag = `W/"${digest}"`;
  // private: what one user may see must not come to another from a shared cache.
  reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'authorization' });
  const known = request.headers['if-none-match'];
  const isKnown = known !== undefined && known.split(',').some((tag) => ['*', etag].includes(tag.trim()));
  return isKnown ? reply.code(304).send() : reply.send(success(request, data));
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { pool } from './database.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; known from the beginning of every request that is let in. */
    partner: string;
  }
}

/** Lets in who sends a partner's key: `Authorization: Bearer <key>`. */
export async function authenticate(request: FastifyRequest, reply: FastifyReply) {
  const key = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM partners WHERE key_digest = sha256(convert_to($1, 'UTF8'))",
    [key],
  );
  if (!rows[0]) {
    return reply
      .code(401)
      .header('www-authenticate', 'Bearer')
      .send({ success: false, error: { code: 'UNAUTHENTICATED', message: 'Send a key that we know.' } });
  }
  request.partner = rows[0].id;
}

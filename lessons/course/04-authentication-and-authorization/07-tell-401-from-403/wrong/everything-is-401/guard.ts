import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { pool } from './database.ts';
import { readToken } from './tokens.ts';

export interface User {
  readonly id: number;
  readonly name: string;
  readonly role: string;
}

function unauthenticated(): ApiError {
  const challenge = { 'www-authenticate': 'Bearer' };
  return new ApiError(401, 'UNAUTHENTICATED', 'You need a valid token.', challenge);
}

/** Who sends this request. Throws a 401 when nobody is logged in. */
export async function authenticate(request: FastifyRequest): Promise<User> {
  const token = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw unauthenticated();
  try {
    const { rows } = await pool.query<User>('SELECT id, name, role FROM users WHERE id = $1', [
      readToken(token).userId,
    ]);
    if (rows[0]) return rows[0];
  } catch {
    // The token is not valid.
  }
  throw unauthenticated();
}

/** Who sends this request. Throws a 403 unless they have this role. */
export async function requireRole(request: FastifyRequest, role: string): Promise<User> {
  const user = await authenticate(request);
  if (user.role !== role) throw new ApiError(403, 'FORBIDDEN', `This needs the role ${role}.`);
  return user;
}

import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { pool } from './database.ts';
import { InvalidToken, readToken } from './tokens.ts';

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
  const { rows } = await pool.query<User>('SELECT id, name FROM users WHERE id = $1', [userIdOf(token)]);
  if (!rows[0]) throw unauthenticated();
  return rows[0];
}

function userIdOf(token: string): number {
  try {
    return readToken(token).userId;
  } catch (error) {
    if (error instanceof InvalidToken) throw unauthenticated();
    throw error;
  }
}

/** Who sends this request. Throws a 403 unless they have this role. */
export async function requireRole(request: FastifyRequest, role: string): Promise<User> {
  const user = await authenticate(request);
  if (user.role !== role) throw new ApiError(403, 'FORBIDDEN', `This needs the role ${role}.`);
  return user;
}

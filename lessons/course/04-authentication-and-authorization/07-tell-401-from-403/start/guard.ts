import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { pool } from './database.ts';
import { readToken } from './tokens.ts';

export interface User {
  readonly id: number;
  readonly name: string;
  readonly role: string;
}

/** Who sends this request. Throws when nobody is logged in. */
export async function authenticate(request: FastifyRequest): Promise<User> {
  const header = request.headers.authorization;
  if (!header?.startsWith('Bearer ')) throw new ApiError(403, 'FORBIDDEN', 'You need a token.');
  try {
    const { userId, role } = readToken(header.slice('Bearer '.length));
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM users WHERE id = $1', [userId]);
    return { id: userId, name: rows[0]?.name ?? 'Somebody', role };
  } catch {
    throw new ApiError(401, 'UNAUTHENTICATED', 'The token is not valid.');
  }
}

/** Who sends this request. Throws unless they have this role. */
export async function requireRole(request: FastifyRequest, role: string): Promise<User> {
  const user = await authenticate(request);
  if (user.role !== role) throw new ApiError(401, 'UNAUTHENTICATED', `You need the role ${role}.`);
  return user;
}

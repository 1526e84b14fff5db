import type { FastifyRequest } from 'fastify';
import { forbidden, notFound, unauthenticated } from '../foundation/api-error.ts';
import type { Database } from '../foundation/database.ts';
import type { AccessTokens } from './access-tokens.ts';

export type Role = 'customer' | 'admin';

/** Who sends a request, as the database knows them now. */
export interface Caller {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
}

export type Authenticate = (request: FastifyRequest) => Promise<Caller>;

/**
 * Reads the caller from the Authorization header. One lookup by primary key makes a logout and a change of
 * role count at once, instead of when the token expires.
 */
export function createAuthenticate(tokens: AccessTokens, database: Database): Authenticate {
  return async (request) => {
    // The scheme's name is case-insensitive (RFC 9110).
    const token = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated('Send "Authorization: Bearer" and an access token.');
    const { userId, sessionId } = await tokens.verify(token);
    const { rows } = await database.query<{ role: Role }>(
      `SELECT users.role
         FROM sessions JOIN users ON users.id = sessions.user_id
        WHERE sessions.id = $1 AND sessions.user_id = $2
          AND sessions.revoked_at IS NULL AND sessions.expires_at > now()`,
      [sessionId, userId],
      'caller',
    );
    const session = rows[0];
    if (session === undefined) throw unauthenticated('This session has ended. Log in again.');
    return { userId, sessionId, role: session.role };
  };
}

/** Refuses whoever is not an admin. */
export function requireAdmin(caller: Caller): void {
  if (caller.role !== 'admin') throw forbidden('Only an admin may do this.');
}

/** Refuses whoever neither owns the object nor is an admin: 404, so that ids of others cannot be probed. */
export function requireOwner(caller: Caller, ownerId: string, what: string): void {
  if (caller.role !== 'admin' && caller.userId !== ownerId) throw notFound(what);
}

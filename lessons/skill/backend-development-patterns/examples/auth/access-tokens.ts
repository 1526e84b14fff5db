import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { unauthenticated } from '../foundation/api-error.ts';

const ISSUER = 'backend-patterns';
const AUDIENCE = 'backend-patterns-api';
const TYPE = 'at+jwt';
const HMAC = { name: 'HMAC', hash: 'SHA-256' };

/** Short, because a role or a logout is believed this long at most by whoever checks the token alone. */
export const ACCESS_TOKEN_SECONDS = 600;

const claims = z.object({ sub: z.uuid(), sid: z.uuid() });

/** What a token says. The role is not in it: it is read when it matters, so it is never stale. */
export interface TokenSubject {
  readonly userId: string;
  readonly sessionId: string;
}

export interface AccessTokens {
  issue(subject: TokenSubject): Promise<string>;
  /** What a valid token says; 401 for any other token. A bug stays an error. */
  verify(token: string): Promise<TokenSubject>;
}

/** Tokens signed with `secret`, at least 32 bytes. */
export function createAccessTokens(secret: string): AccessTokens {
  // Imported once: from bytes, it would be imported for each token.
  const imported = crypto.subtle.importKey('raw', Buffer.from(secret), HMAC, false, ['sign', 'verify']);
  return {
    issue: async ({ userId, sessionId }) =>
      new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: TYPE })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(`${ACCESS_TOKEN_SECONDS} s`)
        .sign(await imported),

    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, await imported, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: TYPE,
          requiredClaims: ['exp', 'jti'],
        });
        const parsed = claims.safeParse(payload);
        if (parsed.success) return { userId: parsed.data.sub, sessionId: parsed.data.sid };
      } catch (error) {
        if (!(error instanceof errors.JOSEError)) throw error;
      }
      throw unauthenticated('The access token is not valid, or has expired. Log in or refresh.');
    },
  };
}

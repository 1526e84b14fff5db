import { createHash, randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { unauthenticated } from '../foundation/api-error.ts';

const ISSUER = 'backend-patterns';
const AUDIENCE = 'backend-patterns-api';
const TYPE = 'at+jwt';
const HMAC = { name: 'HMAC', hash: 'SHA-256' };

/** Short, because a role or a logout is believed this long at most by whoever checks the token alone. */
export const ACCESS_TOKEN_SECONDS = 600;

/** About 3 MB. */
const REMEMBERED_TOKENS = 10_000;

const claims = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.number() });

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
  const known = new VerifiedTokens();
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
      const verified = known.get(token);
      if (verified !== undefined) return verified;
      try {
        const { payload } = await jwtVerify(token, await imported, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: TYPE,
          requiredClaims: ['exp', 'jti'],
        });
        const parsed = claims.safeParse(payload);
        if (parsed.success) {
          const subject = { userId: parsed.data.sub, sessionId: parsed.data.sid };
          known.add(token, subject, parsed.data.exp);
          return subject;
        }
      } catch (error) {
        if (!(error instanceof errors.JOSEError)) throw error;
      }
      throw unauthenticated('The access token is not valid, or has expired. Log in or refresh.');
    },
  };
}

/**
 * What valid tokens say, until they expire: a client sends the same one with each request, and a signature costs
 * more to check than the rest of a small request. Whether its session still lives is not remembered: that can change.
 */
class VerifiedTokens {
  /** By digest, so that a dump of the memory hands out no token. */
  readonly #subjects = new Map<string, { readonly subject: TokenSubject; readonly expiresAt: number }>();

  get(token: string): TokenSubject | undefined {
    const digest = digestOf(token);
    const found = this.#subjects.get(digest);
    if (found === undefined || Date.now() < found.expiresAt) return found?.subject;
    this.#subjects.delete(digest);
    return undefined;
  }

  add(token: string, subject: TokenSubject, expirySeconds: number): void {
    // All live equally long, so the one added first is the first that nobody needs.
    const [oldest] = this.#subjects.keys();
    if (oldest !== undefined && this.#subjects.size >= REMEMBERED_TOKENS) this.#subjects.delete(oldest);
    this.#subjects.set(digestOf(token), { subject, expiresAt: expirySeconds * 1000 });
  }
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}

import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { unauthenticated } from './api-error.ts';

/** By the `kid` of a token's header. After a change of keys, tokens of the last one stay good for a while. */
const keys = new Map([
  ['2024', process.env.TOKEN_KEY_2024 ?? ''],
  ['2025', process.env.TOKEN_KEY_2025 ?? ''],
]);

const audience = 'shop';

/** What a token must say, beside what `verify` looks at. */
const claimsSchema = z.object({ sub: z.string().regex(/^[1-9]\d{0,8}$/), exp: z.number() });

/** A token that says who its holder is. */
export async function issueToken(userId: number): Promise<string> {
  return jwt.sign({ sub: String(userId) }, keys.get('2025') ?? '', {
    algorithm: 'HS256',
    keyid: '2025',
    audience,
    expiresIn: '15m',
  });
}

/** The id of the user whose token this is. Throws a 401 when it is none of ours. */
export async function readToken(token: string): Promise<number> {
  const claims = claimsSchema.safeParse(verify(token));
  if (!claims.success) throw unauthenticated('This token is not valid.');
  return Number(claims.data.sub);
}

function verify(token: string): unknown {
  try {
    return jwt.verify(token, keys.get('2025') ?? '', { algorithms: ['HS256'], audience });
  } catch {
    throw unauthenticated('This token is not valid.');
  }
}

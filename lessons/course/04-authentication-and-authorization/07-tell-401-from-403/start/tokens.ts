import jwt from 'jsonwebtoken';
import { z } from 'zod';

const key = process.env.TOKEN_KEY ?? '';

const claimsSchema = z.object({ sub: z.string().regex(/^[1-9]\d{0,8}$/), role: z.string(), exp: z.number() });

/** Says that a token is none of ours, or has ended. */
export class InvalidToken extends Error {}

export function issueToken(user: { id: number; role: string }): string {
  return jwt.sign({ sub: String(user.id), role: user.role }, key, { audience: 'shop', expiresIn: '15m' });
}

/** Who the holder of a token is, and the role they had when it was made. Throws InvalidToken. */
export function readToken(token: string): { userId: number; role: string } {
  const claims = claimsSchema.safeParse(verify(token));
  if (!claims.success) throw new InvalidToken('Its claims are not ours.');
  return { userId: Number(claims.data.sub), role: claims.data.role };
}

function verify(token: string): unknown {
  try {
    return jwt.verify(token, key, { algorithms: ['HS256'], audience: 'shop' });
  } catch (error) {
    if (error instanceof jwt.JsonWebTokenError) throw new InvalidToken(error.message);
    throw error;
  }
}

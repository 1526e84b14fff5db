import jwt from 'jsonwebtoken';
import { unauthenticated } from './api-error.ts';

/** By the `kid` of a token's header. After a change of keys, tokens of the last one stay good for a while. */
const keys = new Map([
  ['2024', process.env.TOKEN_KEY_2024 ?? ''],
  ['2025', process.env.TOKEN_KEY_2025 ?? ''],
]);

/** A token that says who its holder is. */
export async function issueToken(userId: number): Promise<string> {
  return jwt.sign({ sub: String(userId) }, keys.get('2025') ?? '', { keyid: '2025' });
}

/** The id of the user whose token this is. Throws a 401 when it is none of ours. */
export async function readToken(token: string): Promise<number> {
  try {
    const { kid = '', alg = 'HS256' } = jwt.decode(token, { complete: true })?.header ?? {};
    const claims = jwt.verify(token, keys.get(kid) ?? '', { algorithms: [alg as jwt.Algorithm] });
    return Number(claims.sub);
  } catch {
    throw unauthenticated('This token is not valid.');
  }
}

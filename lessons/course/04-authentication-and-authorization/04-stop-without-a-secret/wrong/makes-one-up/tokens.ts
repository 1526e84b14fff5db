import { randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { unauthenticated } from './api-error.ts';
import { exampleKey } from './example.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The key that signs tokens. Throws when there is none that is worth the name. */
function readKey(environment: Environment): string {
  const key = environment.TOKEN_KEY?.trim() ?? '';
  const advice = 'Make one with: openssl rand -base64 32';
  if (key === '') return randomBytes(32).toString('base64');
  if (Buffer.byteLength(key) < 32) throw new Error(`TOKEN_KEY is too short: 32 bytes at least. ${advice}`);
  if (key === exampleKey) throw new Error(`TOKEN_KEY is the one from the manual. ${advice}`);
  return key;
}

/** Makes and reads tokens with the key of this environment. Throws when it has none. */
export function createTokens(environment: Environment) {
  const key = readKey(environment);

  return {
    issue: (userId: number): string =>
      jwt.sign({ sub: String(userId) }, key, { audience: 'shop', expiresIn: '15m' }),

    /** The id of the user whose token this is. Throws a 401 when it is none of ours. */
    read: (token: string): number => {
      try {
        return Number(jwt.verify(token, key, { algorithms: ['HS256'], audience: 'shop' }).sub);
      } catch (error) {
        if (error instanceof jwt.JsonWebTokenError) throw unauthenticated('This token is not valid.');
        throw error;
      }
    },
  };
}

import jwt from 'jsonwebtoken';
import { unauthenticated } from './api-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Makes and reads tokens with the key of this environment. */
export function createTokens(environment: Environment) {
  const key = environment.TOKEN_KEY || 'change-me';

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

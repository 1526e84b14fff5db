import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { unauthenticated } from './api-error.ts';
import { exampleKey } from './example.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What this program needs from its environment. */
const settings = z.object({
  TOKEN_KEY: z
    .string('is missing.')
    .trim()
    .refine((key) => Buffer.byteLength(key) >= 32, 'needs 32 bytes or more.')
    .refine((key) => key !== exampleKey, 'is the one from the manual.'),
});

function readKey(environment: Environment): string {
  const result = settings.safeParse(environment);
  if (result.success) return result.data.TOKEN_KEY;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new Error(`${problems.join(' ')} Make one with: openssl rand -base64 32`);
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

import { errors, jwtVerify, SignJWT, type JWTHeaderParameters } from 'jose';
import { unauthenticated } from './api-error.ts';

const bytes = new TextEncoder();

/** By the `kid` of a token's header. After a change of keys, tokens of the last one stay good for a while. */
const keys = new Map([
  ['2024', bytes.encode(process.env.TOKEN_KEY_2024)],
  ['2025', bytes.encode(process.env.TOKEN_KEY_2025)],
]);

function keyOf({ kid = '' }: JWTHeaderParameters): Uint8Array {
  const key = keys.get(kid);
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return key;
}

/** A token that says who its holder is. */
export async function issueToken(userId: number): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256', kid: '2025' })
    .setSubject(String(userId))
    .setAudience('shop')
    .setExpirationTime('15m')
    .sign(keyOf({ alg: 'HS256', kid: '2025' }));
}

/** The id of the user whose token this is. Throws a 401 when it is none of ours. */
export async function readToken(token: string): Promise<number> {
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: ['HS256'],
      audience: 'shop',
      requiredClaims: ['exp'],
    });
    const userId = Number(payload.sub);
    if (!Number.isSafeInteger(userId)) throw new errors.JWTInvalid('sub is no user');
    return userId;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw unauthenticated('This token is not valid.');
    throw error;
  }
}

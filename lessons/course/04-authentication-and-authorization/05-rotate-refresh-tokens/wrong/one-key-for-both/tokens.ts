import { createHash, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { unauthenticated } from './api-error.ts';

const accessKey = process.env.ACCESS_KEY ?? '';

/** Shown with every request. */
export function newAccessToken(userId: number): string {
  return jwt.sign({ sub: String(userId) }, accessKey, { expiresIn: '10m' });
}

/** Shown only to get new tokens. Its id makes it one of a kind. */
export function newRefreshToken(userId: number): string {
  return jwt.sign({ sub: String(userId) }, accessKey, { expiresIn: '14d', jwtid: randomUUID() });
}

/** What is stored of a refresh token. Throws a 401 when it is none of ours, or has ended. */
export function digestOf(refreshToken: string): Buffer {
  const { jti = '' } = verify(refreshToken, accessKey);
  return createHash('sha256').update(jti).digest();
}

/** The id of the user whose token this is. Throws a 401 when it is none of ours, or has ended. */
export function readAccessToken(token: string): number {
  return Number(verify(token, accessKey).sub);
}

function verify(token: string, key: string): { sub?: string; jti?: string } {
  try {
    const claims = jwt.verify(token, key, { algorithms: ['HS256'] });
    return typeof claims === 'string' ? {} : claims;
  } catch {
    throw unauthenticated('This token is not valid.');
  }
}

import { createHash, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { unauthenticated } from './api-error.ts';

const accessKey = process.env.ACCESS_KEY ?? '';

/** Shown with every request. */
export function newAccessToken(userId: number): string {
  return jwt.sign({ sub: String(userId) }, accessKey, { audience: 'shop', expiresIn: '10m' });
}

/** Shown only to get new tokens. It says nothing; the table knows whose it is. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a refresh token. It can't be guessed, so a fast hash will do. */
export function digestOf(refreshToken: string): Buffer {
  return createHash('sha256').update(refreshToken).digest();
}

/** The id of the user whose token this is. Throws a 401 when it is none of ours, or has ended. */
export function readAccessToken(token: string): number {
  try {
    return Number(jwt.verify(token, accessKey, { algorithms: ['HS256'], audience: 'shop' }).sub);
  } catch {
    throw unauthenticated('This token is not valid.');
  }
}

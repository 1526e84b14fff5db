import { createHash, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { unauthenticated } from './api-error.ts';

const accessKey = process.env.ACCESS_KEY ?? '';

/** Shown with every request. */
export function newAccessToken(userId: number): string {
  return jwt.sign({ sub: String(userId) }, accessKey, { expiresIn: '10m' });
}

/** Shown only to get new tokens: random, and looked up. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a refresh token. A token that can't be guessed needs no slow hash. */
export function digestOf(refreshToken: string): Buffer {
  return createHash('sha256').update(refreshToken).digest();
}

/** The id of the user whose token this is. Throws a 401 when it is none of ours, or has ended. */
export function readAccessToken(token: string): number {
  return userOf(token, accessKey);
}

function userOf(token: string, key: string): number {
  try {
    return Number(jwt.verify(token, key, { algorithms: ['HS256'] }).sub);
  } catch {
    throw unauthenticated('This token is not valid.');
  }
}

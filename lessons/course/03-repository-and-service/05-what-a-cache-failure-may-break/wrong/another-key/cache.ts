import { redis } from './redis.ts';

/** A missed invalidation is forgotten after this time. */
const secondsToLive = 300;

/** The cache may fail: then there is nothing in it. */
function withoutCache(error: unknown): null {
  console.warn('The cache does not answer.', error);
  return null;
}

/** What is kept under this key, or null. */
export async function recall(key: string): Promise<unknown> {
  const text = await redis.get(key).catch(withoutCache);
  return text === null ? null : JSON.parse(text);
}

/** Keeps a value under this key, for a while. */
export async function remember(key: string, value: unknown): Promise<void> {
  await redis.set(key, JSON.stringify(value), 'EX', secondsToLive).catch(withoutCache);
}

/** Drops what is kept under this key. */
export async function forget(key: string): Promise<void> {
  await redis.del(key).catch(withoutCache);
}

import { redis } from './redis.ts';

/** What is kept under this key, or null. */
export async function recall(key: string): Promise<unknown> {
  const text = await redis.get(key);
  return text === null ? null : JSON.parse(text);
}

/** Keeps a value under this key. */
export async function remember(key: string, value: unknown): Promise<void> {
  await redis.set(key, JSON.stringify(value));
}

/** Drops what is kept under this key. */
export async function forget(key: string): Promise<void> {
  await redis.del(key);
}

import { Redis } from 'ioredis';

/** Fails soon rather than waits: a cache that hangs is slower than none. */
export const redis = new Redis(process.env.REDIS_URL ?? 'redis://localhost:6379', {
  maxRetriesPerRequest: 1,
  commandTimeout: 500,
});

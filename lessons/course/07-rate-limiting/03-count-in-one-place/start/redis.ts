import { Redis } from 'ioredis';

/** One Redis for all instances. */
export const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379');

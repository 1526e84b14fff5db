import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** 32 bytes is what HS256 needs; a shorter secret can be guessed offline from one token. */
  ACCESS_TOKEN_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= 32, 'must have at least 32 bytes')
    .optional(),
  /** The addresses or ranges of the proxies in front, with commas: only they may say who the client is. */
  TRUSTED_PROXIES: z.string().min(1).optional(),
  /** scrypt's N as a power of two; each step doubles the time and memory of a guess. */
  PASSWORD_COST: z.coerce.number().int().min(14).max(20).default(17),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(300),
  /** For each address: fewer, against whoever tries many accounts from one. */
  LOGINS_PER_MINUTE: z.coerce.number().int().min(1).default(30),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly logLevel: z.infer<typeof environment>['LOG_LEVEL'];
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly accessTokenSecret: string;
  readonly trustedProxies: string | undefined;
  readonly passwordCost: number;
  readonly requestsPerMinute: number;
  readonly loginsPerMinute: number;
}

/** The configuration that `variables` ask for. Throws, with a line for each wrong one, before anything starts. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not usable.\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  if (values.DATABASE_URL !== undefined && values.ACCESS_TOKEN_SECRET === undefined) {
    throw new Error('ACCESS_TOKEN_SECRET: is required with DATABASE_URL. Make one: openssl rand -base64 32');
  }
  return {
    port: values.PORT,
    host: values.HOST,
    logLevel: values.LOG_LEVEL,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    // The embedded database forgets its users when it stops, so its tokens may die with it.
    accessTokenSecret: values.ACCESS_TOKEN_SECRET ?? randomBytes(32).toString('base64'),
    trustedProxies: values.TRUSTED_PROXIES,
    passwordCost: values.PASSWORD_COST,
    requestsPerMinute: values.REQUESTS_PER_MINUTE,
    loginsPerMinute: values.LOGINS_PER_MINUTE,
  };
}

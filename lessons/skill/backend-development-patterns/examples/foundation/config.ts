import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';

const day = 86_400;
const secretForm = 'must be 32 bytes or longer';
const proxiesForm = 'must be addresses or ranges, with commas, like 10.0.0.0/8,::1';

/** Each variable of the environment: what it means, what it may be, and what it is when nobody sets it. */
export const environment = z.object({
  PORT: wholeNumber(0, 65_535, 3000).describe('Where to listen; 0 takes a free port'),
  HOST: z.string().min(1).default('127.0.0.1').describe('The address to listen on'),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('The least that is logged; info has a line for each request'),
  DATABASE_URL: address(/^postgres(ql)?$/, 'postgres://user:password@host:5432/name')
    .optional()
    .describe('The PostgreSQL server; without it an embedded database, in memory'),
  DATABASE_CONNECTIONS: wholeNumber(1, 1000, 10).describe('Connections that this instance opens at most'),
  STATEMENT_SECONDS: wholeNumber(1, day, 5).describe('How long a statement may take'),
  REDIS_URL: address(/^rediss?$/, 'redis://user:password@host:6379')
    .optional()
    .describe(
      'Where requests are counted, so that all instances share the limits; without it in the process',
    ),
  // 32 bytes is what HS256 needs; a shorter secret can be guessed offline from one token.
  ACCESS_TOKEN_SECRET: z
    .string(secretForm)
    .refine((secret) => Buffer.byteLength(secret) >= 32, secretForm)
    .optional()
    .describe('Signs access tokens, the same in every instance; required with DATABASE_URL'),
  TRUSTED_PROXIES: z
    .string(proxiesForm)
    .refine((proxies) => proxies.split(',').every((proxy) => isRange(proxy.trim())), proxiesForm)
    .optional()
    .describe('The proxies in front: only they may say who the client is'),
  PASSWORD_COST: wholeNumber(14, 20, 17).describe(
    "scrypt's N as a power of two; each step doubles the time and memory of a guess",
  ),
  REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000, 300).describe('Requests from one address'),
  // For each address: fewer, against whoever tries many accounts from one.
  LOGINS_PER_MINUTE: wholeNumber(1, 1_000_000, 30).describe('Logins and refreshes from one address'),
  BODY_KILOBYTES: wholeNumber(1, 10_240, 64).describe('The largest body of a request'),
});

/** A whole number; its message tells the range. */
export function wholeNumber(from: number, to: number, fallback: number) {
  const error = `must be a whole number from ${from} to ${to}`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(to, { error }).default(fallback);
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (bits === undefined) return longest > 0;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= longest;
}

function address(protocol: RegExp, form: string) {
  return z.url({ protocol, error: `must be an address like ${form}` });
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly logLevel: z.infer<typeof environment>['LOG_LEVEL'];
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
  readonly statementSeconds: number;
  readonly redisUrl: string | undefined;
  readonly accessTokenSecret: string;
  readonly trustedProxies: string | undefined;
  readonly passwordCost: number;
  readonly requestsPerMinute: number;
  readonly loginsPerMinute: number;
  readonly bodyKilobytes: number;
}

/** The configuration that `variables` ask for. Throws, with a line for each wrong one, before anything starts. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
    throw new Error(`The environment is not usable.\n${lines.join('\n')}`);
  }
  return toConfig(parsed.data);
}

/** The configuration of variables that were checked. Throws when one asks for another that is missing. */
export function toConfig(values: z.infer<typeof environment>): Config {
  if (values.DATABASE_URL !== undefined && values.ACCESS_TOKEN_SECRET === undefined) {
    throw new Error('ACCESS_TOKEN_SECRET is required with DATABASE_URL. Make one: openssl rand -base64 32');
  }
  return {
    port: values.PORT,
    host: values.HOST,
    logLevel: values.LOG_LEVEL,
    databaseUrl: values.DATABASE_URL,
    databaseConnections: values.DATABASE_CONNECTIONS,
    statementSeconds: values.STATEMENT_SECONDS,
    redisUrl: values.REDIS_URL,
    // The embedded database forgets its users when it stops, so its tokens may die with it.
    accessTokenSecret: values.ACCESS_TOKEN_SECRET ?? randomBytes(32).toString('base64'),
    trustedProxies: values.TRUSTED_PROXIES,
    passwordCost: values.PASSWORD_COST,
    requestsPerMinute: values.REQUESTS_PER_MINUTE,
    loginsPerMinute: values.LOGINS_PER_MINUTE,
    bodyKilobytes: values.BODY_KILOBYTES,
  };
}

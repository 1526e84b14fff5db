import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfiguration, variablesTable } from '../../server/src/configuration.ts';

const secret = 'a secret of the tests, 32 bytes or more';

describe('a wrong variable is named in one sentence', () => {
  test.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535; it is "http".'],
    [{ PORT: '1.5' }, 'PORT must be a whole number from 0 to 65535; it is "1.5".'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent; it is "loud".',
    ],
    [
      { REQUESTS_PER_MINUTE: '0' },
      'REQUESTS_PER_MINUTE must be a whole number from 1 to 1000000; it is "0".',
    ],
    [{ LOGINS_PER_MINUTE: '-1' }, 'LOGINS_PER_MINUTE must be a whole number from 1 to 1000000; it is "-1".'],
    [{ SHUTDOWN_SECONDS: 'soon' }, 'SHUTDOWN_SECONDS must be a whole number from 0 to 3600; it is "soon".'],
    [{ BODY_KILOBYTES: '1e9' }, 'BODY_KILOBYTES must be a whole number from 1 to 10240; it is "1e9".'],
    [{ CONNECTIONS: 'NaN' }, 'CONNECTIONS must be a whole number from 1 to 1000000; it is "NaN".'],
    [
      { DATABASE_URL: 'mysql://root:hunter2@db/x', ACCESS_TOKEN_SECRET: secret },
      'DATABASE_URL must be an address like postgres://user:password@host:5432/name.',
    ],
    [
      { REDIS_URL: 'http://:hunter2@cache' },
      'REDIS_URL must be an address like redis://user:password@host:6379.',
    ],
    [{ ACCESS_TOKEN_SECRET: 'hunter2' }, 'ACCESS_TOKEN_SECRET must be 32 bytes or longer.'],
    [
      { TRUSTED_PROXIES: 'true' },
      'TRUSTED_PROXIES must be addresses or ranges, with commas, like 10.0.0.0/8,::1; it is "true".',
    ],
    [
      { TRUSTED_PROXIES: '10.0.0.0/33' },
      'TRUSTED_PROXIES must be addresses or ranges, with commas, like 10.0.0.0/8,::1; it is "10.0.0.0/33".',
    ],
    [
      { TRUSTED_PROXIES: '10.0.0.1,' },
      'TRUSTED_PROXIES must be addresses or ranges, with commas, like 10.0.0.0/8,::1; it is "10.0.0.1,".',
    ],
    [
      { TRUSTED_PROXIES: '::1/8/8' },
      'TRUSTED_PROXIES must be addresses or ranges, with commas, like 10.0.0.0/8,::1; it is "::1/8/8".',
    ],

    [
      { DATABASE_URL: 'postgres://db/x' },
      'ACCESS_TOKEN_SECRET is required with DATABASE_URL. Make one: openssl rand -base64 32',
    ],
  ])('%o', (variables: Record<string, string>, sentence) => {
    expect(() => readConfiguration(variables)).toThrow(new Error(sentence));
  });

  test('and each of several', () => {
    const read = () => readConfiguration({ PORT: 'x', KEEP_ALIVE_SECONDS: '0' });
    expect(read).toThrow(/^PORT must .*\nKEEP_ALIVE_SECONDS must .*\.$/);
  });
});

test('an empty variable counts as not set', () => {
  const variables = { PORT: '', DATABASE_URL: '', LOG_LEVEL: '', ACCESS_TOKEN_SECRET: '' };
  expect(readConfiguration(variables)).toMatchObject({
    logLevel: 'warn',
    shutdownSeconds: 10,
    api: { port: 3000, databaseUrl: undefined },
  });
});

test('README.md has the table of all variables', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const cells = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('| `') && /^\| `[A-Z_]+`/.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(cells(readme)).toEqual(cells(variablesTable()));
});

test('proxies may be addresses and ranges of both kinds', () => {
  const TRUSTED_PROXIES = '10.0.0.0/8, ::1, fd00::/8,192.0.2.7';
  expect(readConfiguration({ TRUSTED_PROXIES }).api.trustedProxies).toBe(TRUSTED_PROXIES);
});

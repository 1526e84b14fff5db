import { z } from 'zod';
import {
  environment,
  toConfig,
  wholeNumber,
  type Config,
} from '../../lessons/skill/backend-development-patterns/examples/foundation/config.ts';
import type { McpLimits } from './mcp/mcp-routes.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const hostsForm = 'must be host names, with commas, like localhost,[::1],patterns.example';

/** The variables of the reference API, and those of the server around it. */
const variables = environment.extend({
  LOG_LEVEL: environment.shape.LOG_LEVEL.unwrap()
    .default('warn')
    .describe(environment.shape.LOG_LEVEL.description ?? ''),
  REQUEST_SECONDS: wholeNumber(1, 3600, 15).describe('How long a client may take to send a request'),
  KEEP_ALIVE_SECONDS: wholeNumber(1, 3600, 72).describe('How long an idle connection stays open'),
  CONNECTIONS: wholeNumber(1, 1_000_000, 10_000).describe('Connections that are open at once at most'),
  SHUTDOWN_SECONDS: wholeNumber(0, 3600, 10).describe(
    'How long requests under way may take to end after SIGTERM or SIGINT',
  ),
  MCP_HOSTS: z
    .string(hostsForm)
    .regex(/^[\w.:[\]-]+(?:,[\w.:[\]-]+)*$/, hostsForm)
    .default('localhost,127.0.0.1,[::1]')
    .describe(
      'The names under which agents may reach /mcp, without port; pages of other origins are refused too',
    ),
  MCP_REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000, 120).describe('Requests to /mcp from one address'),
  MCP_BODY_KILOBYTES: wholeNumber(1, 10_240, 256).describe('The largest body of a request to /mcp'),
});

/** These are never repeated in a message or a log: they are secrets, or hold a password. */
const secret = new Set(['ACCESS_TOKEN_SECRET', 'DATABASE_URL', 'REDIS_URL']);

export interface Configuration {
  /** What the reference API is built with. */
  readonly api: Config;
  readonly logLevel: Config['logLevel'];
  readonly requestSeconds: number;
  readonly keepAliveSeconds: number;
  readonly connections: number;
  readonly shutdownSeconds: number;
  readonly mcp: McpLimits;
}

/** Thrown when the environment is not usable; its message has one sentence a line, for each wrong variable. */
export class ConfigurationError extends Error {}

/** What the environment asks for. A variable that is empty counts as not set. */
export function readConfiguration(given: Variables): Configuration {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(set);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return secret.has(name)
        ? `${name} ${issue.message}.`
        : `${name} ${issue.message}; it is "${set[name]}".`;
    });
    throw new ConfigurationError(sentences.join('\n'));
  }
  const values = parsed.data;
  return {
    api: readApi(values),
    logLevel: values.LOG_LEVEL,
    requestSeconds: values.REQUEST_SECONDS,
    keepAliveSeconds: values.KEEP_ALIVE_SECONDS,
    connections: values.CONNECTIONS,
    shutdownSeconds: values.SHUTDOWN_SECONDS,
    mcp: {
      hosts: values.MCP_HOSTS.split(','),
      requestsPerMinute: values.MCP_REQUESTS_PER_MINUTE,
      bodyKilobytes: values.MCP_BODY_KILOBYTES,
      redisUrl: values.REDIS_URL,
    },
  };
}

function readApi(values: z.infer<typeof variables>): Config {
  try {
    return toConfig(values);
  } catch (error) {
    throw new ConfigurationError(error instanceof Error ? error.message : String(error));
  }
}

/** The table of all variables in README.md. */
export function variablesTable(): string {
  const rows = Object.entries(variables.shape).map(([name, field]) => {
    // Nothing accepts this, so the message tells what would be accepted.
    const message = field.safeParse(-1).error?.issues[0]?.message ?? '';
    const form = message.startsWith('must be ') ? message.slice('must be '.length) : 'a text';
    const fallback = field.safeParse(undefined).data ?? '';
    return `| \`${name}\` | ${field.description ?? ''} | ${form} | ${fallback} |`;
  });
  return ['| variable | what it sets | values | default |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

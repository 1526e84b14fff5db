import type { Exchange, HttpRequest } from '../playground.ts';
import { CheckFailure } from './check.ts';

/** A GET request of this path with these query parameters. */
export function get(path: string, parameters: Readonly<Record<string, string>> = {}): HttpRequest {
  const query = new URLSearchParams(parameters).toString();
  return { method: 'GET', path: query ? `${path}?${query}` : path };
}

/** A request of this method whose body is JSON. */
export function json(method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown): HttpRequest {
  const headers = { 'content-type': 'application/json' };
  return { method, path, headers, body: JSON.stringify(body) };
}

/** 'GET /api/users?sortBy=name', decoded, as a reader would write it. */
export function describeRequest(request: HttpRequest): string {
  let path = request.path;
  try {
    path = decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    // A path that does not decode is shown as it was sent.
  }
  return `${request.method} ${path}${request.body ? ` ${shorten(request.body)}` : ''}`;
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function describeOutcome(exchange: Exchange): string {
  const { outcome } = exchange;
  if (outcome.kind === 'response') return `${outcome.response.status} ${shorten(outcome.response.body)}`;
  return outcome.kind === 'failed' ? `${outcome.error.name}: ${outcome.error.message}` : 'no answer';
}

/** Fails unless the response has this status, or one of these where several are right. */
export function expectStatus(exchange: Exchange, ...statuses: readonly number[]): void {
  const { outcome } = exchange;
  if (outcome.kind === 'response' && statuses.includes(outcome.response.status)) return;
  throw new CheckFailure({
    sent: describeRequest(exchange.request),
    expected: statuses.join(' or '),
    received: describeOutcome(exchange),
  });
}

/** The value of a header of the response, or undefined. */
export function headerOf({ outcome }: Exchange, wanted: string): string | undefined {
  const headers = outcome.kind === 'response' ? outcome.response.headers : [];
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** The path that `Location` leads to: it may be a whole address, or relative to that of the request. */
export function expectLocation(exchange: Exchange): string {
  const location = headerOf(exchange, 'location');
  const base = `http://localhost${exchange.request.path}`;
  if (location && URL.canParse(location, base)) {
    const { pathname, search } = new URL(location, base);
    return pathname + search;
  }
  throw new CheckFailure({
    sent: describeRequest(exchange.request),
    expected: 'a Location header with the address of what was made',
    received: location === undefined ? 'no Location' : `Location: ${location}`,
  });
}

/** The response's JSON body. Fails unless the status is as given and the body is JSON. */
export function expectJson(exchange: Exchange, status = 200): unknown {
  expectStatus(exchange, status);
  try {
    return JSON.parse(exchange.outcome.kind === 'response' ? exchange.outcome.response.body : '');
  } catch {
    throw new CheckFailure({
      sent: describeRequest(exchange.request),
      expected: 'a JSON body',
      received: describeOutcome(exchange),
    });
  }
}

/** The rows in the envelope's `data`. Fails unless the response is 200 with an array of objects there. */
export function expectRows(exchange: Exchange): readonly Readonly<Record<string, unknown>>[] {
  const body = expectJson(exchange);
  const data: unknown = isRecord(body) ? body.data : undefined;
  if (Array.isArray(data) && data.every(isRecord)) return data;
  throw new CheckFailure({
    sent: describeRequest(exchange.request),
    expected: '{ success: true, data: […] } with a list of objects',
    received: describeOutcome(exchange),
  });
}

/** The object in the envelope's `data`. Fails unless the response has this status and an object there. */
export function expectObject(exchange: Exchange, status = 200): Readonly<Record<string, unknown>> {
  const body = expectJson(exchange, status);
  if (isRecord(body) && isRecord(body.data)) return body.data;
  throw new CheckFailure({
    sent: describeRequest(exchange.request),
    expected: '{ success: true, data: {…} } with an object',
    received: describeOutcome(exchange),
  });
}

const transactionWords = new Set(['BEGIN', 'START', 'COMMIT', 'ROLLBACK', 'SAVEPOINT', 'RELEASE', 'SET']);

/** Fails when the program asked the database more often than this; beginning and ending transactions is free. */
export function expectStatements(exchange: Exchange, most: number): void {
  const statements = exchange.statements.filter(({ command }) => !transactionWords.has(command));
  if (statements.length <= most) return;
  throw new CheckFailure({
    sent: describeRequest(exchange.request),
    expected: `at most ${most} SQL ${most === 1 ? 'statement' : 'statements'}`,
    received: `${statements.length}, the last: ${shorten(statements.at(-1)?.sql.replaceAll(/\s+/g, ' ').trim() ?? '')}`,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

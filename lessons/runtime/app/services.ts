import { dispatch } from '../http/dispatch.ts';
import { serverOn } from '../http/server.ts';
import type { HttpRequest, HttpResponse, ServiceConditions, SourceFiles } from '../playground.ts';
import { startTimer } from './node/clock.ts';
import { serviceNames } from './service-names.ts';
import { traceCall } from './trace.ts';

/** The first port of services; the program's own is 3000. */
const FIRST_PORT = 4000;

const MOST_REDIRECTS = 20;

export interface Service {
  readonly name: string;
  readonly entry: string;
  readonly port: number;
}

let services: readonly Service[] = [];
let conditions: Readonly<Record<string, ServiceConditions>> = {};
/** Calls made so far, for outcomes that come in turn. */
let calls = new Map<string, number>();

/** Finds the services among a program's files. */
export function findServices(files: SourceFiles): readonly Service[] {
  services = serviceNames(files).map((name, index) => {
    const entry = `services/${name}/server.${Object.hasOwn(files, `services/${name}/server.ts`) ? 'ts' : 'js'}`;
    return { name, entry, port: FIRST_PORT + index };
  });
  return services;
}

/** Says how the way to each service is from now on; none given is as it should be. */
export function setConditions(all: Readonly<Record<string, ServiceConditions>>): void {
  conditions = all;
  calls = new Map();
}

/** Whether a port is that of a service rather than the program's own. */
export function isServicePort(port: number): boolean {
  return services.some((service) => service.port === port);
}

/** The global fetch: it reaches the program's services and the program itself, and nothing else. */
export async function fetch(input: unknown, init: RequestInit = {}): Promise<Response> {
  // Before the first await, after which nothing tells who called.
  const origin = new Error();
  const source = input instanceof Request ? input : undefined;
  const url = new URL(source?.url ?? String(input));
  const signal = init.signal ?? source?.signal;
  signal?.throwIfAborted();
  const body = init.body ?? (source?.body ? await source.text() : undefined);
  const carried = body === undefined || body === null ? undefined : new Response(body);
  const headers = new Headers(init.headers ?? source?.headers);
  const type = carried?.headers.get('content-type');
  if (type && !headers.has('content-type')) headers.set('content-type', type);
  for (const [name, value] of [
    ['accept', '*/*'],
    ['user-agent', 'node'],
  ] as const) {
    if (!headers.has(name)) headers.set(name, value);
  }
  const text = await carried?.text();
  const request = {
    method: (init.method ?? source?.method ?? 'GET').toUpperCase(),
    headers: Object.fromEntries(headers),
    ...(text === undefined ? {} : { body: text }),
  };
  return follow(url, request, init.redirect ?? 'follow', signal, origin);
}

async function follow(
  url: URL,
  request: Omit<HttpRequest, 'path'>,
  redirect: RequestRedirect,
  signal: AbortSignal | null | undefined,
  origin: Error,
): Promise<Response> {
  for (let count = 0; ; count++) {
    const { status, statusText, headers, body } = await traceCall(request.method, url.href, origin, () =>
      untilAborted(call(url, request), signal),
    );
    const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
    const isRedirect = [301, 302, 303, 307, 308].includes(status) && location !== undefined;
    if (!isRedirect || redirect === 'manual') {
      // What says that it has no body must have none.
      const content = [204, 205, 304].includes(status) ? null : body;
      const response = new Response(content, {
        status,
        statusText,
        headers: headers.map(([...pair]) => pair),
      });
      return Object.defineProperty(response, 'url', { value: url.href });
    }
    if (redirect === 'error' || count === MOST_REDIRECTS) throw failed('unexpected redirect', 'ERR_REDIRECT');
    url = new URL(location, url);
    const isPlain = status === 303 || (status < 303 && request.method === 'POST');
    if (isPlain) request = { method: 'GET', headers: request.headers ?? {} };
  }
}

/** One request over the way to a service, as it is. */
async function call(url: URL, { method, headers, body }: Omit<HttpRequest, 'path'>): Promise<HttpResponse> {
  const { name, port } = addressOf(url);
  const way = (name !== undefined && conditions[name]) || {};
  const outcome = name === undefined ? 'answer' : outcomeOf(name, way);
  if (way.latency) await pass(way.latency);
  if (outcome === 'refuse') throw failed(`connect ECONNREFUSED ${url.host}`, 'ECONNREFUSED');
  if (outcome === 'lose-request') throw failed('other side closed', 'ECONNRESET');
  if (outcome === 'hang') return new Promise(() => undefined);
  if (typeof outcome === 'number') {
    return { status: outcome, statusText: '', headers: [['content-type', 'text/plain']], body: '', bytes: 0 };
  }
  const server = serverOn(port);
  if (server === undefined) throw failed(`connect ECONNREFUSED ${url.host}`, 'ECONNREFUSED');
  const request: HttpRequest = {
    method,
    path: url.pathname + url.search,
    headers: { host: url.host, ...headers },
    ...(body === undefined ? {} : { body }),
  };
  const response = await dispatch(server, request).catch((error: unknown) => {
    throw failed('other side closed', 'ECONNRESET', error);
  });
  if (outcome === 'lose-response') throw failed('other side closed', 'ECONNRESET');
  return response;
}

function addressOf(url: URL): { readonly name?: string; readonly port: number } {
  const name = url.hostname.replace(/\.internal$/, '');
  const service = url.hostname.endsWith('.internal')
    ? services.find((each) => each.name === name)
    : undefined;
  if (service !== undefined && url.protocol === 'http:') return service;
  if (['localhost', '127.0.0.1'].includes(url.hostname) && url.protocol === 'http:') {
    return { port: Number(url.port || 80) };
  }
  const reached = services.map((each) => `http://${each.name}.internal`).join(', ');
  const there = reached === '' ? 'This program has no services.' : `It reaches ${reached}.`;
  throw failed(`the playground has no network, so ${url.href} cannot be reached. ${there}`, 'ENOTFOUND');
}

/** What becomes of this call: the entries in turn, of which the last holds for all that follow. */
function outcomeOf(name: string, { outcomes = [] }: ServiceConditions) {
  const index = calls.get(name) ?? 0;
  calls.set(name, index + 1);
  return outcomes[Math.min(index, outcomes.length - 1)] ?? 'answer';
}

function pass(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void startTimer(resolve, milliseconds, false));
}

/** As Node words it, with the reason in `cause` too. */
function failed(reason: string, code: string, cause?: unknown): TypeError {
  return new TypeError(`fetch failed: ${reason}`, {
    cause: Object.assign(new Error(reason, { cause }), { code }),
  });
}

function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | null | undefined,
): Promise<Value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

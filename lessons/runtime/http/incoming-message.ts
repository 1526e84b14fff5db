import { Readable } from 'readable-stream';
import type { HttpRequest } from '../playground.ts';
import { Buffer } from '../app/node/buffer.ts';
import type { Connection } from './connection.ts';

/** Of these Node keeps the first and drops the others; the values of all other names are joined. */
const SINGLE = new Set(
  (
    'age authorization content-length content-type etag expires from host if-modified-since if-unmodified-since ' +
    'last-modified location max-forwards proxy-authorization referer retry-after server user-agent'
  ).split(' '),
);

/** node:http's IncomingMessage, made from a request of the host instead of bytes. */
export class IncomingMessage extends Readable {
  readonly httpVersion = '1.1';
  readonly httpVersionMajor = 1;
  readonly httpVersionMinor = 1;
  readonly headers: Record<string, string | string[] | undefined> = {};
  readonly headersDistinct: Record<string, string[]> = {};
  readonly rawHeaders: string[] = [];
  readonly trailers = {};
  readonly rawTrailers: string[] = [];
  method = 'GET';
  url = '/';
  complete = false;
  aborted = false;
  socket: Connection;
  #body: Buffer | undefined;

  constructor(socket: Connection) {
    super();
    this.socket = socket;
  }

  get connection(): Connection {
    return this.socket;
  }

  /** Fills the message as Node's parser would from the wire. */
  receive(request: HttpRequest, host: string): void {
    this.method = request.method.toUpperCase();
    this.url = request.path;
    const body = request.body === undefined ? undefined : Buffer.from(request.body);
    for (const [name, value] of wireHeaders(request, host, body?.length)) this.#addHeader(name, value);
    this.#body = body;
  }

  #addHeader(name: string, value: string): void {
    this.rawHeaders.push(name, value);
    const key = name.toLowerCase();
    (this.headersDistinct[key] ??= []).push(value);
    const known = this.headers[key];
    if (key === 'set-cookie') this.headers[key] = [...(Array.isArray(known) ? known : []), value];
    else if (known === undefined) this.headers[key] = value;
    else if (!SINGLE.has(key))
      this.headers[key] = `${String(known)}${key === 'cookie' ? '; ' : ', '}${value}`;
  }

  override _read(): void {
    if (this.complete) return;
    this.complete = true;
    if (this.#body !== undefined && this.#body.length > 0) this.push(this.#body);
    this.push(null);
  }

  setTimeout(): this {
    return this;
  }
}

/** The headers that a client sends: those given, and those without which HTTP/1.1 does not work. */
function wireHeaders(request: HttpRequest, host: string, length: number | undefined): [string, string][] {
  const headers = Object.entries(request.headers ?? {});
  const has = (name: string) => headers.some(([given]) => given.toLowerCase() === name);
  const needed: [string, string][] = [];
  if (!has('host')) needed.push(['Host', host]);
  if (!has('connection')) needed.push(['Connection', 'keep-alive']);
  if (length !== undefined && !has('content-length') && !has('transfer-encoding')) {
    needed.push(['Content-Length', String(length)]);
  }
  return [...needed, ...headers];
}

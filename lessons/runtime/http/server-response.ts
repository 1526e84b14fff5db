import { Stream } from 'readable-stream';
import { Buffer } from '../app/node/buffer.ts';
import { process } from '../app/node/process.ts';
import type { Connection } from './connection.ts';
import { HeaderMap, type HeaderValue } from './header-map.ts';
import type { IncomingMessage } from './incoming-message.ts';
import { nodeError } from './node-error.ts';
import { STATUS_CODES } from './status-codes.ts';

type Done = (...results: unknown[]) => void;
type Chunk = string | Uint8Array;
type Headers = Record<string, HeaderValue> | readonly HeaderValue[];

/** The head of a response as it went out. */
export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/**
 * node:http's ServerResponse. Its fields have Node's own names where Fastify, Express, streams and
 * light-my-request look at them. No private field: those call the constructor on objects of their own.
 */
class Response extends Stream {
  declare req: IncomingMessage;
  declare socket: Connection | null;
  declare statusCode: number;
  declare statusMessage: string;
  declare sendDate: boolean;
  declare shouldKeepAlive: boolean;
  declare keepAliveSeconds: number;
  declare destroyed: boolean;
  declare finished: boolean;
  declare writable: boolean;
  declare writableFinished: boolean;
  declare errored: Error | null;
  declare head: ResponseHead | undefined;
  declare chunks: Uint8Array[];
  /** Hears of the head, and of each chunk. */
  declare onWrite: ((chunk?: Uint8Array) => void) | undefined;
  declare headerMap: HeaderMap;
  declare _header: string | null;
  declare _hasBody: boolean;
  declare _contentLength: number | null;
  declare _closed: boolean;
  declare _sent100: boolean;
  declare _removedConnection: boolean;
  declare _removedContLen: boolean;
  declare _removedTE: boolean;
  declare _defaultKeepAlive: boolean;

  get connection(): Connection | null {
    return this.socket;
  }

  get headersSent(): boolean {
    return this._header !== null;
  }

  get writableEnded(): boolean {
    return this.finished;
  }

  get writableLength(): number {
    return 0;
  }

  get writableHighWaterMark(): number {
    return 16_384;
  }

  get writableObjectMode(): boolean {
    return false;
  }

  get writableCorked(): number {
    return 0;
  }

  get closed(): boolean {
    return this._closed;
  }

  assignSocket(socket: Connection): void {
    this.socket = socket;
  }

  detachSocket(): void {
    this.socket = null;
  }

  setHeader(name: string, value: HeaderValue): this {
    if (this.headersSent)
      throw nodeError('ERR_HTTP_HEADERS_SENT', 'Cannot set headers after they are sent to the client');
    this.headerMap.set(name, value);
    return this;
  }

  setHeaders(headers: Iterable<[string, HeaderValue]>): this {
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  }

  appendHeader(name: string, value: HeaderValue): this {
    if (this.headersSent)
      throw nodeError('ERR_HTTP_HEADERS_SENT', 'Cannot append headers after they are sent to the client');
    this.headerMap.append(name, value);
    return this;
  }

  getHeader(name: string): HeaderValue | undefined {
    return this.headerMap.get(name);
  }

  getHeaders(): Record<string, HeaderValue> {
    return this.headerMap.toObject();
  }

  getHeaderNames(): string[] {
    return this.headerMap.names();
  }

  getRawHeaderNames(): string[] {
    return this.headerMap.rawNames();
  }

  hasHeader(name: string): boolean {
    return this.headerMap.get(name) !== undefined;
  }

  removeHeader(name: string): void {
    if (this.headersSent)
      throw nodeError('ERR_HTTP_HEADERS_SENT', 'Cannot remove headers after they are sent to the client');
    const key = name.toLowerCase();
    if (key === 'connection') this._removedConnection = true;
    if (key === 'content-length') this._removedContLen = true;
    if (key === 'transfer-encoding') this._removedTE = true;
    if (key === 'date') this.sendDate = false;
    this.headerMap.delete(name);
  }

  writeHead(status: number, message?: string | Headers, headers?: Headers): this {
    if (this.headersSent)
      throw nodeError('ERR_HTTP_HEADERS_SENT', 'Cannot write headers after they are sent to the client');
    if (!Number.isInteger(status) || status < 100 || status > 999) {
      throw nodeError('ERR_HTTP_INVALID_STATUS_CODE', `Invalid status code: ${String(status)}`, RangeError);
    }
    this.statusCode = status;
    if (typeof message === 'string') this.statusMessage = message;
    this.statusMessage ||= STATUS_CODES[status] ?? 'unknown';
    const given = typeof message === 'string' ? headers : message;
    if (given !== undefined) this.headerMap.assign(given);
    this._hasBody = this.req.method !== 'HEAD' && status !== 204 && status !== 304 && status >= 200;
    this._storeHead();
    return this;
  }

  /** Completes the headers in Node's order: those given, Date, Connection, Keep-Alive, length or encoding. */
  _storeHead(): void {
    const sent = this.headerMap.toList();
    const has = (name: string) => this.headerMap.get(name) !== undefined;
    if (this.sendDate && !has('date')) sent.push(['Date', new Date().toUTCString()]);
    if (!has('connection') && !this._removedConnection) {
      sent.push(['Connection', this.shouldKeepAlive ? 'keep-alive' : 'close']);
      if (this.shouldKeepAlive && this.keepAliveSeconds > 0)
        sent.push(['Keep-Alive', `timeout=${this.keepAliveSeconds}`]);
    }
    if (this._hasBody && !has('content-length') && !has('transfer-encoding')) {
      if (this._contentLength !== null && !this._removedContLen) {
        sent.push(['Content-Length', String(this._contentLength)]);
      } else if (!this._removedTE) {
        sent.push(['Transfer-Encoding', 'chunked']);
      }
    }
    this.head = { status: this.statusCode, statusText: this.statusMessage, headers: sent };
    const lines = sent.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    this._header = `HTTP/1.1 ${this.statusCode} ${this.statusMessage}\r\n${lines}\r\n`;
    this.onWrite?.();
  }

  flushHeaders(): void {
    if (!this.headersSent) this.writeHead(this.statusCode);
  }

  write(chunk: Chunk, encoding?: BufferEncoding | Done, callback?: Done): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    if (this.finished || this.destroyed) {
      const error = this.finished
        ? nodeError('ERR_STREAM_WRITE_AFTER_END', 'write after end')
        : nodeError('ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed');
      process.nextTick(() => {
        done?.(error);
        if (this.finished) this.emit('error', error);
      });
      return false;
    }
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
      throw nodeError(
        'ERR_INVALID_ARG_TYPE',
        'The "chunk" argument must be of type string or an instance of Buffer or Uint8Array.',
        TypeError,
      );
    }
    this.flushHeaders();
    if (this._hasBody) {
      const bytes =
        typeof chunk === 'string'
          ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8')
          : chunk;
      this.chunks.push(bytes);
      this.onWrite?.(bytes);
    }
    if (done !== undefined) process.nextTick(done);
    return true;
  }

  end(chunk?: Chunk | Done | null, encoding?: BufferEncoding | Done, callback?: Done): this {
    const done = [chunk, encoding, callback].find((value) => typeof value === 'function');
    if (this.finished) {
      if (done !== undefined)
        process.nextTick(
          done,
          nodeError('ERR_STREAM_ALREADY_FINISHED', 'Cannot call end after a stream was finished'),
        );
      return this;
    }
    const last = typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : undefined;
    if (!this.headersSent) {
      this._contentLength =
        last === undefined ? 0 : typeof last === 'string' ? Buffer.byteLength(last) : last.length;
    }
    if (last !== undefined) this.write(last, typeof encoding === 'string' ? encoding : undefined);
    this.flushHeaders();
    this.finished = true;
    if (done !== undefined) this.once('finish', done);
    process.nextTick(() => this._finish());
    return this;
  }

  _finish(): void {
    if (this.destroyed && this.errored !== null) return;
    this.writableFinished = true;
    this.emit('prefinish');
    this.emit('finish');
    this._close();
  }

  _close(): void {
    if (this._closed) return;
    this._closed = true;
    this.destroyed = true;
    this.emit('close');
  }

  /** Ends the connection without the rest of the response. */
  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.errored = error ?? null;
    this.socket?.destroy(error);
    process.nextTick(() => this._close());
    return this;
  }

  setTimeout(): this {
    return this;
  }

  addTrailers(): void {
    // A client that reads the whole body at once has no use for them.
  }

  writeContinue(): void {
    this._sent100 = true;
  }

  writeProcessing(): void {
    // Informational: the host waits for the final response.
  }

  writeEarlyHints(_hints: unknown, callback?: () => void): void {
    callback?.();
  }

  cork(): void {
    // Everything goes out at once.
  }

  uncork(): void {
    // Everything goes out at once.
  }
}

/** Callable without `new`, because light-my-request calls it on its own objects. */
export function ServerResponse(this: Response | undefined, request: IncomingMessage): Response {
  const response = this ?? Object.create(Response.prototype);
  Stream.call(response as never);
  Object.assign(response, {
    req: request,
    socket: request.socket,
    statusCode: 200,
    statusMessage: '',
    sendDate: true,
    shouldKeepAlive: true,
    keepAliveSeconds: 5,
    destroyed: false,
    finished: false,
    writable: true,
    writableFinished: false,
    errored: null,
    head: undefined,
    chunks: [],
    onWrite: undefined,
    headerMap: new HeaderMap(),
    _header: null,
    _hasBody: true,
    _contentLength: null,
    _closed: false,
    _sent100: false,
    _removedConnection: false,
    _removedContLen: false,
    _removedTE: false,
    _defaultKeepAlive: true,
  });
  return response;
}
ServerResponse.prototype = Response.prototype;

export type ServerResponse = Response;
export { ServerResponse as OutgoingMessage };

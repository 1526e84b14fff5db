import EventEmitter from 'events';
import { AsyncResource } from '../app/node/async_hooks.ts';
import { process } from '../app/node/process.ts';
import type { IncomingMessage } from './incoming-message.ts';
import { nodeError } from './node-error.ts';
import type { ServerResponse } from './server-response.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface ListenOptions {
  readonly port?: number | string;
  readonly host?: string;
}

/** The port given to a server that asks for any. */
const FIRST_FREE_PORT = 49_152;

const servers = new Map<number, Server>();
let listeningListener: (server: Server, port: number) => void = () => undefined;

/** The server that listens on a port. */
export function serverOn(port: number): Server | undefined {
  return servers.get(port);
}

/** Calls back when a server begins to listen. */
export function onListening(listener: (server: Server, port: number) => void): void {
  listeningListener = listener;
}

/** node:http's Server: what listens on it is reached by the host's requests. */
export class Server extends EventEmitter {
  keepAliveTimeout = 5000;
  headersTimeout = 60_000;
  requestTimeout = 300_000;
  timeout = 0;
  maxRequestsPerSocket = 0;
  maxHeadersCount: number | null = null;
  #port: number | undefined;
  /** Requests come in the context of listen(), whoever sends them. */
  #context = new AsyncResource('SERVER');

  constructor(options?: object, handler?: Handler) {
    super();
    const listener = typeof options === 'function' ? (options as Handler) : handler;
    if (listener !== undefined) this.on('request', listener as (...values: unknown[]) => void);
  }

  get listening(): boolean {
    return this.#port !== undefined;
  }

  /** listen(port, host?, backlog?, callback?) and listen({ port, host }, callback?) */
  listen(target?: number | string | ListenOptions | (() => void), ...rest: unknown[]): this {
    const callback = [target, ...rest].find((value) => typeof value === 'function');
    if (callback !== undefined) this.once('listening', callback as () => void);
    const asked = Number(
      (typeof target === 'object' ? target.port : typeof target === 'function' ? 0 : target) ?? 0,
    );
    if (!Number.isInteger(asked) || asked < 0 || asked > 65_535) {
      throw nodeError(
        'ERR_SOCKET_BAD_PORT',
        `options.port should be >= 0 and < 65536. Received ${String(asked)}.`,
        RangeError,
      );
    }
    if (this.listening)
      throw nodeError(
        'ERR_SERVER_ALREADY_LISTEN',
        'Listen method has been called more than once without closing.',
      );
    const port = asked === 0 ? freePort() : asked;
    if (servers.has(port)) {
      const error = nodeError('EADDRINUSE', `listen EADDRINUSE: address already in use 127.0.0.1:${port}`);
      process.nextTick(() => this.emit('error', error));
      return this;
    }
    servers.set(port, this);
    this.#port = port;
    this.#context = new AsyncResource('SERVER');
    process.nextTick(() => {
      this.emit('listening');
      listeningListener(this, port);
    });
    return this;
  }

  /** Hands a request to who listens. */
  take(request: IncomingMessage, response: ServerResponse): void {
    this.#context.runInAsyncScope(() => this.emit('request', request, response));
  }

  address() {
    return this.#port === undefined ? null : { address: '127.0.0.1', family: 'IPv4', port: this.#port };
  }

  close(callback?: (error?: Error) => void): this {
    const wasListening = this.#port !== undefined;
    if (this.#port !== undefined) servers.delete(this.#port);
    this.#port = undefined;
    process.nextTick(() => {
      callback?.(wasListening ? undefined : nodeError('ERR_SERVER_NOT_RUNNING', 'Server is not running.'));
      if (wasListening) this.emit('close');
    });
    return this;
  }

  closeAllConnections(): void {
    // A request ends with its response; there is no connection to keep.
  }

  closeIdleConnections(): void {
    // A request ends with its response; there is no connection to keep.
  }

  setTimeout(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

function freePort(): number {
  let port = FIRST_FREE_PORT;
  while (servers.has(port)) port++;
  return port;
}

export function createServer(options?: object | Handler, handler?: Handler): Server {
  return new Server(options, handler);
}

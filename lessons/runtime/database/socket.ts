import { AsyncResource } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import type { ConnectionRequest } from './messages.ts';
import { concatenate } from './wire/bytes.ts';

type Callback = (error?: Error) => void;

/** How a socket of the app worker comes to its port: by the program's port to the database worker. */
export function openConnection(program: MessagePort): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const request: ConnectionRequest = { connection: port1 };
  program.postMessage(request, [port1]);
  return port2;
}

/**
 * What node-postgres needs of a net.Socket, with a MessagePort as its wire. Every connection goes to the
 * playground's database, whatever its host and port say.
 */
export class DatabaseSocket extends EventEmitter {
  writable = false;
  readable = false;
  destroyed = false;
  connecting = false;
  readonly #open: () => MessagePort;
  #port: MessagePort | undefined;
  /** What is held back while the driver writes the messages of one query, so that they cross to the database at once. */
  #corked: Uint8Array[] | undefined;

  constructor(open: () => MessagePort) {
    super();
    this.#open = open;
  }

  connect(...parameters: unknown[]): this {
    const onConnect = parameters.findLast((parameter) => typeof parameter === 'function');
    if (typeof onConnect === 'function') this.once('connect', () => void onConnect());
    this.connecting = true;
    try {
      const port = this.#open();
      // As in Node, what comes in belongs to who connected, not to who sent the last statement.
      port.onmessage = AsyncResource.bind((event: MessageEvent<unknown>) => this.#receive(event.data));
      // When the worker dies. An orderly end is announced by a null.
      port.addEventListener('close', () => this.#lost());
      this.#port = port;
    } catch (error) {
      queueMicrotask(() => this.destroy(connectionError('ECONNREFUSED', error)));
      return this;
    }
    queueMicrotask(() => {
      if (this.destroyed) return;
      this.connecting = false;
      this.writable = true;
      this.readable = true;
      this.emit('connect');
      this.emit('ready');
    });
    return this;
  }

  write(data: Uint8Array | string, encoding?: unknown, callback?: Callback): boolean {
    const done = typeof encoding === 'function' ? (encoding as Callback) : callback;
    if (!this.#port || this.destroyed) {
      const error = connectionError('EPIPE');
      queueMicrotask(() => {
        done?.(error);
        this.destroy(error);
      });
      return false;
    }
    // A copy, because the driver's buffer is a part of a larger one that it uses again.
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data);
    if (this.#corked) this.#corked.push(bytes);
    else this.#port.postMessage(bytes, [bytes.buffer]);
    if (done) queueMicrotask(() => done());
    return true;
  }

  cork(): void {
    this.#corked ??= [];
  }

  uncork(): void {
    const bytes = concatenate(this.#corked ?? []);
    this.#corked = undefined;
    if (bytes.length > 0 && !this.destroyed) this.#port?.postMessage(bytes, [bytes.buffer]);
  }

  end(data?: Uint8Array | string | Callback, encoding?: unknown, callback?: Callback): this {
    if (data !== undefined && typeof data !== 'function') this.write(data, encoding);
    const done = [data, encoding, callback].find((argument) => typeof argument === 'function');
    if (typeof done === 'function') this.once('close', () => void done());
    this.uncork();
    this.writable = false;
    queueMicrotask(() => {
      if (this.destroyed) return;
      this.emit('end');
      this.destroy();
    });
    return this;
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.connecting = false;
    this.writable = false;
    this.readable = false;
    this.#port?.postMessage(null);
    this.#port?.close();
    queueMicrotask(() => {
      if (error) this.emit('error', error);
      this.emit('close', error !== undefined);
    });
    return this;
  }

  destroySoon(): void {
    this.end();
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
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

  pause(): this {
    return this;
  }

  resume(): this {
    return this;
  }

  #receive(data: unknown): void {
    if (data === null) this.#lost();
    if (!this.destroyed && data instanceof Uint8Array) {
      this.emit('data', Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    }
  }

  #lost(): void {
    if (this.destroyed) return;
    this.emit('end');
    this.destroy(this.writable ? connectionError('ECONNRESET') : undefined);
  }
}

const REASONS = {
  ECONNREFUSED: 'The playground has no database to connect to',
  ECONNRESET: 'The database has closed the connection',
  EPIPE: 'The connection to the database is closed',
};

function connectionError(code: keyof typeof REASONS, cause?: unknown): Error {
  return Object.assign(new Error(`${REASONS[code]} (${code})`, { cause }), { code, syscall: 'connect' });
}

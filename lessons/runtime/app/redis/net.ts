import { AsyncResource } from 'node:async_hooks';
import { Buffer } from 'node:buffer';
import { Duplex } from 'node:stream';
import { RedisConnection } from './connection.ts';

/** node:net as ioredis finds it: every address leads to the program's one Redis. */
class Socket extends Duplex {
  connecting = true;
  remoteAddress = '127.0.0.1';
  remotePort = 6379;
  // What comes in belongs to who connected, not to who published it.
  readonly #connection = new RedisConnection(
    AsyncResource.bind((text: string) => {
      // As over a network: the answer comes later than the question.
      queueMicrotask(() => !this.destroyed && this.push(Buffer.from(text, 'latin1')));
    }),
  );

  constructor() {
    super();
    queueMicrotask(() => {
      this.connecting = false;
      this.emit('connect');
    });
  }

  override _read(): void {
    // What there is was pushed.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#connection.receive(Buffer.from(chunk).toString('latin1'));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#connection.end();
    done(error);
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
}

export function createConnection(): Socket {
  return new Socket();
}

export { createConnection as connect };
export const isIP = (text: string) => (/^\d+(\.\d+){3}$/.test(text) ? 4 : text.includes(':') ? 6 : 0);

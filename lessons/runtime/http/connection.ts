import EventEmitter from 'events';

/** What a handler finds as `request.socket`: an address, and events that a program may listen to. */
export class Connection extends EventEmitter {
  readonly remoteAddress = '127.0.0.1';
  readonly remoteFamily = 'IPv4';
  readonly remotePort = 50_000;
  readonly localAddress = '127.0.0.1';
  readonly localPort: number;
  readonly readable = true;
  readonly writable = true;
  destroyed = false;

  constructor(localPort: number) {
    super();
    this.localPort = localPort;
  }

  setTimeout(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  address() {
    return { address: this.localAddress, family: this.remoteFamily, port: this.localPort };
  }

  /** Ends the connection without an answer, as a handler may. */
  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.emit('close', error !== undefined);
    return this;
  }

  end(): this {
    return this.destroy();
  }
}

import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { LuaFactory, type LuaEngine } from 'wasmoon';

/**
 * The part of Redis that counting requests needs, for machines without one: strings that expire, and scripts,
 * which run in a real Lua. It speaks Redis's protocol (RESP 2) over TCP; what it does not know it refuses.
 */
export async function startRespServer() {
  const keyspace = new Keyspace();
  const scripts = await Scripts.create(keyspace);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const reader = new RequestReader();
    socket.on('data', (chunk: Buffer) => {
      for (const request of reader.read(chunk)) socket.write(encode(answer(request, keyspace, scripts)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      scripts.close();
    },
  };
}

class RedisError extends Error {}

type Reply = string | number | null | RedisError | { readonly status: string } | readonly Reply[];

function answer([name = '', ...values]: readonly string[], keyspace: Keyspace, scripts: Scripts): Reply {
  const command = name.toUpperCase();
  try {
    switch (command) {
      case 'PING':
        return { status: 'PONG' };
      case 'SELECT':
      case 'CLIENT':
        return { status: 'OK' };
      case 'INFO':
        return 'loading:0\r\n';
      case 'EVAL':
        return scripts.run(scripts.add(values[0] ?? ''), values.slice(1));
      case 'EVALSHA':
        return scripts.run(values[0] ?? '', values.slice(1));
      default:
        return keyspace.call(command, values);
    }
  } catch (error) {
    return error instanceof RedisError ? error : new RedisError(`ERR ${String(error)}`);
  }
}

/** Keys, their values and when they expire. */
class Keyspace {
  readonly #entries = new Map<string, { value: string; expires: number }>();

  call(command: string, [key = '', value = '']: readonly string[]): Reply {
    const entry = this.#find(key);
    switch (command) {
      case 'GET':
        return entry?.value ?? null;
      case 'SET':
        this.#entries.set(key, { value, expires: Infinity });
        return { status: 'OK' };
      case 'INCR': {
        const next = Number(entry?.value ?? 0) + 1;
        if (!Number.isSafeInteger(next)) throw new RedisError('ERR value is not an integer or out of range');
        this.#entries.set(key, { value: String(next), expires: entry?.expires ?? Infinity });
        return next;
      }
      case 'PEXPIRE':
        if (entry) entry.expires = Date.now() + Number(value);
        return entry ? 1 : 0;
      case 'PTTL':
        if (!entry) return -2;
        return entry.expires === Infinity ? -1 : entry.expires - Date.now();
      case 'FLUSHALL':
        this.#entries.clear();
        return { status: 'OK' };
      default:
        throw new RedisError(`ERR unknown command '${command}'`);
    }
  }

  #find(key: string) {
    const entry = this.#entries.get(key);
    if (entry && entry.expires <= Date.now()) {
      this.#entries.delete(key);
      return undefined;
    }
    return entry;
  }
}

/** Scripts by their SHA-1, run one at a time in one Lua. */
class Scripts {
  readonly #texts = new Map<string, string>();
  readonly #lua: LuaEngine;

  static async create(keyspace: Keyspace): Promise<Scripts> {
    const lua = await new LuaFactory().createEngine();
    lua.global.set('call', (command: string, ...values: unknown[]) => {
      const reply = keyspace.call(command.toUpperCase(), values.map(String));
      // Lua has no null: Redis gives scripts false for what is not there.
      return reply ?? false;
    });
    lua.doStringSync('redis = { call = call }');
    return new Scripts(lua);
  }

  constructor(lua: LuaEngine) {
    this.#lua = lua;
  }

  add(text: string): string {
    const digest = createHash('sha1').update(text).digest('hex');
    this.#texts.set(digest, text);
    return digest;
  }

  run(digest: string, [count = '0', ...values]: readonly string[]): Reply {
    const text = this.#texts.get(digest);
    if (text === undefined) throw new RedisError('NOSCRIPT No matching script. Please use EVAL.');
    this.#lua.global.set('KEYS', values.slice(0, Number(count)));
    this.#lua.global.set('ARGV', values.slice(Number(count)));
    return toReply(this.#lua.doStringSync(text));
  }

  close(): void {
    this.#lua.global.close();
  }
}

/** What a script returns, as Redis converts it: numbers lose their fraction, false is nothing. */
function toReply(value: unknown): Reply {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'string') return value;
  if (value === true) return 1;
  if (Array.isArray(value)) return value.map(toReply);
  return null;
}

function encode(reply: Reply): string {
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${Math.round(reply)}\r\n`;
  if (typeof reply === 'string') return `$${Buffer.byteLength(reply)}\r\n${reply}\r\n`;
  if (reply instanceof RedisError) return `-${reply.message.replaceAll(/[\r\n]/g, ' ')}\r\n`;
  if ('status' in reply) return `+${reply.status}\r\n`;
  return `*${reply.length}\r\n${reply.map(encode).join('')}`;
}

/** Cuts what arrives into requests: `*2`, then for each part `$3`, its length in bytes, and the part. */
class RequestReader {
  #rest = Buffer.alloc(0);

  *read(chunk: Buffer): Generator<readonly string[]> {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const request = this.#next();
      if (request === undefined) return;
      yield request;
    }
  }

  #next(): readonly string[] | undefined {
    let at = 0;
    const line = () => {
      const end = this.#rest.indexOf('\r\n', at);
      if (end < 0) return undefined;
      const text = this.#rest.toString('utf8', at + 1, end);
      at = end + 2;
      return Number(text);
    };
    const count = line();
    if (count === undefined) return undefined;
    const parts: string[] = [];
    while (parts.length < count) {
      const bytes = line();
      if (bytes === undefined || this.#rest.length < at + bytes + 2) return undefined;
      parts.push(this.#rest.toString('utf8', at, at + bytes));
      at += bytes + 2;
    }
    this.#rest = this.#rest.subarray(at);
    return parts;
  }
}

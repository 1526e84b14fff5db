import { glob, integer } from './arguments.ts';
import { BLOCKING } from './blocking.ts';
import { COMMANDS } from './commands.ts';
import { Keyspace } from './keyspace.ts';
import { CommandReader, encodeReply, OK, RedisError, Status, type Reply } from './reply.ts';
import { runScript, Scripts } from './scripts.ts';
import { Waiting } from './waiting.ts';

/** The program's one Redis: its services share it, as instances of an app do. */
const keys = new Keyspace();
const scripts = new Scripts();
const waiting = new Waiting(keys);
const connections = new Set<RedisConnection>();

/** One client's connection: what it has queued, watches and listens to. */
export class RedisConnection {
  readonly #reader = new CommandReader();
  readonly #send: (text: string) => void;
  readonly #channels = new Set<string>();
  readonly #patterns = new Map<string, RegExp>();
  #queue: string[][] | undefined;
  #watched = new Map<string, number>();

  /** Commands that came while one before them waits. */
  readonly #later: string[][] = [];
  /** Ends the wait of the command that waits. */
  #endWait: (() => void) | undefined;

  constructor(send: (text: string) => void) {
    this.#send = send;
    connections.add(this);
  }

  end(): void {
    connections.delete(this);
    this.#endWait?.();
  }

  receive(text: string): void {
    this.#later.push(...this.#reader.push(text));
    this.#goOn();
  }

  #goOn(): void {
    while (this.#endWait === undefined) {
      const parts = this.#later.shift();
      if (parts === undefined) return;
      const answer = this.#answer(parts);
      if (answer !== undefined) this.#send(answer);
      waiting.serve();
    }
  }

  /** The answer; undefined when it comes later. */
  #answer(parts: readonly string[]): string | undefined {
    const name = (parts[0] ?? '').toUpperCase();
    try {
      if (this.#queue !== undefined && !['EXEC', 'DISCARD', 'MULTI', 'WATCH'].includes(name)) {
        this.#queue.push([...parts]);
        return encodeReply(new Status('QUEUED'));
      }
      if (/^P?(?:UN)?SUBSCRIBE$/.test(name)) return this.#listen(name, parts.slice(1));
      if (Object.hasOwn(BLOCKING, name)) return this.#block(name, parts.slice(1));
      return encodeReply(this.#run(parts));
    } catch (error) {
      if (error instanceof RedisError) return encodeReply(error);
      return encodeReply(new RedisError(`ERR ${error instanceof Error ? error.message : String(error)}`));
    }
  }

  #run(parts: readonly string[]): Reply {
    const [given = '', ...rest] = parts;
    const name = given.toUpperCase();
    switch (name) {
      case 'PING':
        return rest[0] ?? new Status('PONG');
      case 'ECHO':
        return rest[0] ?? '';
      case 'AUTH':
      case 'SELECT':
      case 'CLIENT':
      case 'QUIT':
        return OK;
      case 'INFO':
        return 'redis_version:7.2.0\r\nloading:0\r\n';
      case 'MULTI':
        this.#queue = [];
        return OK;
      case 'DISCARD':
        this.#queue = undefined;
        this.#watched.clear();
        return OK;
      case 'EXEC':
        return this.#execute();
      case 'WATCH':
        for (const key of rest) this.#watched.set(key, keys.version(key));
        return OK;
      case 'UNWATCH':
        this.#watched.clear();
        return OK;
      case 'PUBLISH':
        return publish(rest[0] ?? '', rest[1] ?? '');
      case 'EVAL':
      case 'EVALSHA':
        return this.#script(name === 'EVAL' ? (rest[0] ?? '') : scripts.source(rest[0] ?? ''), rest.slice(1));
      case 'SCRIPT':
        return manageScripts(rest);
    }
    // Within a transaction or a script nothing can come meanwhile, so that nothing waits.
    if (Object.hasOwn(BLOCKING, name)) return BLOCKING[name]?.(keys, rest).now() ?? null;
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined) throw unknownCommand(given);
    return command(keys, ...rest);
  }

  /** Answers now, or when there is something to answer with. */
  #block(name: string, parts: readonly string[]): string | undefined {
    const blocking = BLOCKING[name]?.(keys, parts);
    const reply = blocking?.now();
    if (reply !== undefined || blocking?.timeout === undefined) return encodeReply(reply ?? null);
    this.#endWait = waiting.add(blocking, (late) => {
      this.#endWait = undefined;
      this.#send(encodeReply(late));
      // After those that wait, too, for what was written.
      queueMicrotask(() => this.#goOn());
    });
    return undefined;
  }

  #execute(): Reply {
    const queue = this.#queue;
    if (queue === undefined) throw new RedisError('ERR EXEC without MULTI');
    const hasChanged = [...this.#watched].some(([key, version]) => keys.version(key) !== version);
    this.#queue = undefined;
    this.#watched.clear();
    // ioredis reads an absent array as null.
    return hasChanged ? null : queue.map((parts) => this.#runQueued(parts));
  }

  #runQueued(parts: readonly string[]): Reply {
    try {
      return this.#run(parts);
    } catch (error) {
      // One reply among others.
      if (error instanceof RedisError) return error;
      throw error;
    }
  }

  #script(source: string, [count, ...rest]: readonly string[]): Reply {
    const amount = integer(count);
    scripts.load(source);
    return runScript(source, rest.slice(0, amount), rest.slice(amount), (parts) => this.#run(parts));
  }

  /** SUBSCRIBE and UNSUBSCRIBE, of channels or, with a P, of patterns: an answer for each. */
  #listen(name: string, given: readonly string[]): string {
    const listened = name.startsWith('P') ? this.#patterns : this.#channels;
    const named = given.length === 0 ? [...listened.keys()] : given;
    const answer = (channel: string | null) =>
      encodeReply([name.toLowerCase(), channel, this.#channels.size + this.#patterns.size]);
    if (named.length === 0) return answer(null);
    return named
      .map((channel) => {
        if (name === 'SUBSCRIBE') this.#channels.add(channel);
        else if (name === 'PSUBSCRIBE') this.#patterns.set(channel, glob(channel));
        else listened.delete(channel);
        return answer(channel);
      })
      .join('');
  }

  /** Hands on a message; gives how often it was listened for. */
  hear(channel: string, message: string): number {
    const patterns = [...this.#patterns].filter(([, pattern]) => pattern.test(channel));
    const isListening = this.#channels.has(channel);
    if (isListening) this.#send(encodeReply(['message', channel, message]));
    for (const [pattern] of patterns) this.#send(encodeReply(['pmessage', pattern, channel, message]));
    return patterns.length + (isListening ? 1 : 0);
  }
}

function unknownCommand(name: string): RedisError {
  return new RedisError(
    `ERR unknown command '${name}': the playground's Redis has keys, strings, hashes, lists, sets, sorted sets, ` +
      `streams without consumer groups, transactions, channels and scripts, and of commands that wait ` +
      `${Object.keys(BLOCKING).join(', ')}, but not this.`,
  );
}

function publish(channel: string, message: string): number {
  return [...connections].reduce((heard, connection) => heard + connection.hear(channel, message), 0);
}

function manageScripts([action = '', ...rest]: readonly string[]): Reply {
  switch (action.toUpperCase()) {
    case 'LOAD':
      return scripts.load(rest[0] ?? '');
    case 'EXISTS':
      return rest.map((digest) => (scripts.has(digest) ? 1 : 0));
    case 'FLUSH':
      scripts.clear();
      return OK;
    default:
      throw new RedisError(`ERR unknown subcommand '${action}' of SCRIPT`);
  }
}

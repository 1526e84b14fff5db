import { integer } from './arguments.ts';
import type { Command } from './command.ts';
import type { Keyspace, StreamEntry, ValueOf } from './keyspace.ts';
import { RedisError, type Reply } from './reply.ts';
import { FIRST, invalidId, isAfter, LAST, readId, textOf, type StreamId } from './stream-id.ts';

type Stream = ValueOf<'stream'>;

const SYNTAX = () => new RedisError('ERR syntax error');
const make = (): Stream => ({ type: 'stream', entries: [], last: FIRST });
const entriesOf = (keys: Keyspace, key: string) => keys.read(key, 'stream')?.entries ?? [];
const replyOf = ({ id, fields }: StreamEntry): Reply => [textOf(id), fields];

function add(keys: Keyspace, key: string, ...rest: string[]): Reply {
  let isMade = true;
  let trim: ((stream: Stream) => void) | undefined;
  while (/^(?:NOMKSTREAM|MAXLEN|MINID|LIMIT)$/i.test(rest[0] ?? '')) {
    if (rest[0]?.toUpperCase() === 'NOMKSTREAM') {
      isMade = false;
      rest.shift();
    } else trim = readTrim(rest);
  }
  const [asked = '', ...fields] = rest;
  if (fields.length === 0 || fields.length % 2 !== 0) {
    throw new RedisError("ERR wrong number of arguments for 'xadd' command");
  }
  const known = keys.read(key, 'stream');
  if (known === undefined && !isMade) return null;
  const id = nextId(known?.last ?? FIRST, asked);
  const stream = keys.change(key, 'stream', make);
  stream.entries.push({ id, fields });
  stream.last = id;
  trim?.(stream);
  return textOf(id);
}

function nextId(last: StreamId, asked: string): StreamId {
  const following = { time: last.time, number: last.number + 1 };
  const now = Date.now();
  if (asked === '*') return now > last.time ? { time: now, number: 0 } : following;
  const [, time] = /^(\d{1,15})-\*$/.exec(asked) ?? [];
  const id =
    time === undefined
      ? readId(asked, 0)
      : Number(time) === last.time
        ? following
        : { time: Number(time), number: time === '0' ? 1 : 0 };
  if (!isAfter(id, FIRST)) throw new RedisError('ERR The ID specified in XADD must be greater than 0-0');
  if (!isAfter(id, last)) {
    throw new RedisError('ERR The ID specified in XADD is equal or smaller than the target stream top item');
  }
  return id;
}

/** Takes MAXLEN or MINID off the front. About so many ('~') is here exactly so many, which Redis may do too. */
function readTrim(parts: string[]): (stream: Stream) => void {
  const strategy = parts.shift()?.toUpperCase();
  if (/^[=~]$/.test(parts[0] ?? '')) parts.shift();
  const threshold = parts.shift() ?? '';
  if (parts[0]?.toUpperCase() === 'LIMIT') parts.splice(0, 2);
  if (strategy === 'MAXLEN') {
    const most = integer(threshold);
    if (most < 0) throw new RedisError('ERR The MAXLEN argument must be >= 0.');
    return ({ entries }) => void entries.splice(0, Math.max(0, entries.length - most));
  }
  if (strategy !== 'MINID') throw SYNTAX();
  const least = readId(threshold, 0);
  return ({ entries }) => {
    const kept = entries.findIndex(({ id }) => !isAfter(least, id));
    entries.splice(0, kept < 0 ? entries.length : kept);
  };
}

/** Entries between two ids: '-' and '+' are the ends, '(' leaves the id itself out. */
function range(keys: Keyspace, key: string, from: string, to: string, options: readonly string[]) {
  const count = readCount(options);
  const isIn = [lowerBound(from), upperBound(to)];
  const found = entriesOf(keys, key).filter(({ id }) => isIn.every((holds) => holds(id)));
  return { found, count };
}

function readCount(options: readonly string[]): number | undefined {
  if (options.length === 0) return undefined;
  if (options.length !== 2 || options[0]?.toUpperCase() !== 'COUNT') throw SYNTAX();
  return Math.max(0, integer(options[1]));
}

function lowerBound(text: string): (id: StreamId) => boolean {
  if (text === '-') return () => true;
  if (text === '+') return () => false;
  if (text.startsWith('(')) {
    const bound = readId(text.slice(1), 0);
    return (id) => isAfter(id, bound);
  }
  const bound = readId(text, 0);
  return (id) => !isAfter(bound, id);
}

function upperBound(text: string): (id: StreamId) => boolean {
  if (text === '+') return () => true;
  if (text === '-') return () => false;
  if (text.startsWith('(')) {
    const bound = readId(text.slice(1), LAST.number);
    return (id) => isAfter(bound, id);
  }
  const bound = readId(text, LAST.number);
  return (id) => !isAfter(id, bound);
}

/** What an XREAD asks for: entries of these streams that come after these ids. */
export interface StreamReading {
  readonly streams: readonly { readonly key: string; readonly after: StreamId }[];
  readonly count: number | undefined;
  /** Milliseconds to wait, 0 for ever; undefined when it does not. */
  readonly block: number | undefined;
}

/** Reads XREAD's arguments; '$' is the last id of now. */
export function readReading(keys: Keyspace, parts: readonly string[]): StreamReading {
  let count: number | undefined;
  let block: number | undefined;
  let at = 0;
  for (; at < parts.length && parts[at]?.toUpperCase() !== 'STREAMS'; at += 2) {
    const option = parts[at]?.toUpperCase();
    if (option === 'COUNT') count = Math.max(0, integer(parts[at + 1]));
    else if (option === 'BLOCK') block = integer(parts[at + 1]);
    else throw SYNTAX();
  }
  if (block !== undefined && block < 0) throw new RedisError('ERR timeout is negative');
  const named = parts.slice(at + 1);
  if (named.length === 0 || named.length % 2 !== 0) {
    throw new RedisError(
      "ERR Unbalanced 'xread' list of streams: for each stream key an ID or '$' must be specified.",
    );
  }
  const half = named.length / 2;
  const streams = named.slice(0, half).map((key, index) => {
    const id = named[half + index] ?? '';
    const last = keys.read(key, 'stream')?.last ?? FIRST;
    if (id === '>') throw invalidId();
    return { key, after: id === '$' ? last : readId(id, 0) };
  });
  return { streams, count, block };
}

/** The entries that are there; null when there are none. */
export function readStreams(keys: Keyspace, { streams, count }: StreamReading): Reply {
  const found = streams.flatMap(({ key, after }): [Reply] | [] => {
    const entries = entriesOf(keys, key).filter(({ id }) => isAfter(id, after));
    const shown = count === undefined || count === 0 ? entries : entries.slice(0, count);
    return shown.length === 0 ? [] : [[key, shown.map(replyOf)]];
  });
  return found.length === 0 ? null : found;
}

export const STREAMS: Readonly<Record<string, Command>> = {
  XADD: (keys, key = '', ...rest) => add(keys, key, ...rest),
  XLEN: (keys, key = '') => entriesOf(keys, key).length,
  XRANGE: (keys, key = '', from = '', to = '', ...options) => {
    const { found, count } = range(keys, key, from, to, options);
    return found.slice(0, count).map(replyOf);
  },
  XREVRANGE: (keys, key = '', to = '', from = '', ...options) => {
    const { found, count } = range(keys, key, from, to, options);
    return found.reverse().slice(0, count).map(replyOf);
  },
  XDEL: (keys, key = '', ...ids) => {
    const stream = keys.read(key, 'stream');
    const gone = ids.map((id) => textOf(readId(id, 0)));
    if (stream === undefined) return 0;
    const { entries } = keys.change(key, 'stream', make);
    const before = entries.length;
    // The stream stays when it is empty: its last id is not given again.
    entries.splice(0, before, ...entries.filter(({ id }) => !gone.includes(textOf(id))));
    return before - entries.length;
  },
  XTRIM: (keys, key = '', ...rest) => {
    const trim = readTrim(rest);
    if (keys.read(key, 'stream') === undefined) return 0;
    const stream = keys.change(key, 'stream', make);
    const before = stream.entries.length;
    trim(stream);
    return before - stream.entries.length;
  },
};

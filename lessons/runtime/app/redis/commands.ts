import { bound, float, glob, integer, isWithin, pairs, slice } from './arguments.ts';
import type { Command } from './command.ts';
import type { Keyspace } from './keyspace.ts';
import { LISTS } from './lists.ts';
import { OK, RedisError, Status, type Reply } from './reply.ts';
import { STREAMS } from './streams.ts';

const SYNTAX = () => new RedisError('ERR syntax error');
const string = (text: string) => ({ type: 'string', text }) as const;

function set(keys: Keyspace, key: string, text: string, ...options: string[]): Reply {
  let expires: number | undefined;
  let isKept = false;
  let condition: 'NX' | 'XX' | undefined;
  let isGet = false;
  for (let index = 0; index < options.length; index++) {
    const option = options[index]?.toUpperCase() ?? '';
    if (option === 'NX' || option === 'XX') condition = option;
    else if (option === 'GET') isGet = true;
    else if (option === 'KEEPTTL') isKept = true;
    else if (['EX', 'PX', 'EXAT', 'PXAT'].includes(option)) expires = expiry(option, options[++index]);
    else throw SYNTAX();
  }
  const old = isGet ? (keys.read(key, 'string')?.text ?? null) : null;
  const known = keys.expiry(key);
  const isRefused = condition === 'NX' ? known !== undefined : condition === 'XX' && known === undefined;
  if (!isRefused) keys.set(key, string(text), isKept && typeof known === 'number' ? known : expires);
  if (isGet) return old;
  return isRefused ? null : OK;
}

function expiry(unit: string, text: string | undefined): number {
  const amount = integer(text) * (unit.startsWith('P') ? 1 : 1000);
  if (amount <= 0) throw new RedisError("ERR invalid expire time in 'set' command");
  return unit.endsWith('AT') ? amount : Date.now() + amount;
}

function add(keys: Keyspace, key: string, amount: number): number {
  const sum = integer(keys.read(key, 'string')?.text ?? '0') + amount;
  if (!Number.isSafeInteger(sum)) throw new RedisError('ERR increment or decrement would overflow');
  keys.change(key, 'string', () => string('0')).text = String(sum);
  return sum;
}

function expireAt(keys: Keyspace, key: string, at: number, ...[condition]: string[]): Reply {
  const known = keys.expiry(key);
  if (known === undefined) return 0;
  switch (condition?.toUpperCase()) {
    case 'NX':
      if (known !== 'stays') return 0;
      break;
    case 'XX':
      if (known === 'stays') return 0;
      break;
    case 'GT':
      if (known === 'stays' || at <= known) return 0;
      break;
    case 'LT':
      if (known !== 'stays' && at >= known) return 0;
  }
  if (at <= Date.now()) keys.delete(key);
  else keys.expire(key, at);
  return 1;
}

function remaining(keys: Keyspace, key: string): number {
  const at = keys.expiry(key);
  return at === undefined ? -2 : at === 'stays' ? -1 : Math.max(0, at - Date.now());
}

const hash = (keys: Keyspace, key: string) =>
  keys.change(key, 'hash', () => ({ type: 'hash', fields: new Map() })).fields;
const members = (keys: Keyspace, key: string) =>
  keys.change(key, 'set', () => ({ type: 'set', members: new Set() })).members;
const scores = (keys: Keyspace, key: string) =>
  keys.change(key, 'zset', () => ({ type: 'zset', scores: new Map() })).scores;

const fieldsOf = (keys: Keyspace, key: string) => keys.read(key, 'hash')?.fields ?? new Map<string, string>();
const membersOf = (keys: Keyspace, key: string) => keys.read(key, 'set')?.members ?? new Set<string>();

/** Members by score, then by name. */
function ranked(keys: Keyspace, key: string): [member: string, score: number][] {
  const known = keys.read(key, 'zset')?.scores ?? new Map<string, number>();
  return [...known].sort(([one, left], [other, right]) => left - right || (one < other ? -1 : 1));
}

function count(parts: readonly string[], remove: (part: string) => boolean): number {
  return parts.filter(remove).length;
}

function zadd(keys: Keyspace, key: string, ...parts: string[]): Reply {
  const options = new Set<string>();
  while (/^(?:NX|XX|GT|LT|CH|INCR)$/i.test(parts[0] ?? '')) options.add((parts.shift() ?? '').toUpperCase());
  const given = pairs(parts).map(([score, member]) => [float(score), member] as const);
  const all = scores(keys, key);
  let added = 0;
  let changed = 0;
  let last: number | null = null;
  for (const [score, member] of given) {
    const old = all.get(member);
    const next = options.has('INCR') ? score + (old ?? 0) : score;
    if ((options.has('NX') && old !== undefined) || (options.has('XX') && old === undefined)) continue;
    if (old !== undefined && ((options.has('GT') && next <= old) || (options.has('LT') && next >= old)))
      continue;
    if (old === undefined) added++;
    if (old !== next) changed++;
    all.set(member, next);
    last = next;
  }
  if (options.has('INCR')) return last === null ? null : String(last);
  return options.has('CH') ? changed : added;
}

function zrange(keys: Keyspace, key: string, from: string, to: string, ...rest: string[]): Reply {
  const options = rest.map((option) => option.toUpperCase());
  const limit = options.indexOf('LIMIT');
  const isReversed = options.includes('REV');
  let found = ranked(keys, key);
  if (options.includes('BYSCORE')) {
    const [low, high] = isReversed ? [bound(to), bound(from)] : [bound(from), bound(to)];
    found = found.filter(([, score]) => isWithin(score, low, high));
  }
  if (isReversed) found.reverse();
  if (!options.includes('BYSCORE')) found = slice(found, integer(from), integer(to));
  if (limit >= 0) {
    const start = integer(rest[limit + 1]);
    const amount = integer(rest[limit + 2]);
    found = found.slice(start, amount < 0 ? undefined : start + amount);
  }
  return found.flatMap(([member, score]) =>
    options.includes('WITHSCORES') ? [member, String(score)] : [member],
  );
}

function removeFromSorted(
  keys: Keyspace,
  key: string,
  isGone: (member: string, score: number, rank: number) => boolean,
): number {
  const gone = ranked(keys, key).filter(([member, score], rank) => isGone(member, score, rank));
  if (gone.length === 0) return 0;
  const all = scores(keys, key);
  for (const [member] of gone) all.delete(member);
  keys.dropEmpty(key, all.size === 0);
  return gone.length;
}

/** The commands that work on keys. Connections add their own: transactions, messages, scripts. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  DEL: (keys, ...names) => count(names, (name) => keys.delete(name)),
  UNLINK: (keys, ...names) => count(names, (name) => keys.delete(name)),
  EXISTS: (keys, ...names) => count(names, (name) => keys.typeOf(name) !== 'none'),
  TYPE: (keys, key = '') => new Status(keys.typeOf(key)),
  KEYS: (keys, pattern = '*') => keys.keys().filter((key) => glob(pattern).test(key)),
  SCAN: (keys, _cursor = '0', ...options) => {
    const at = options.findIndex((option) => option.toUpperCase() === 'MATCH');
    const pattern = glob(at < 0 ? '*' : (options[at + 1] ?? '*'));
    // All at once: the cursor that says that it is done.
    return ['0', keys.keys().filter((key) => pattern.test(key))];
  },
  RENAME: (keys, key = '', to = '') => {
    keys.rename(key, to);
    return OK;
  },
  DBSIZE: (keys) => keys.size,
  FLUSHALL: (keys) => {
    keys.clear();
    return OK;
  },
  FLUSHDB: (keys) => {
    keys.clear();
    return OK;
  },
  TIME: () => [String(Math.floor(Date.now() / 1000)), String((Date.now() % 1000) * 1000)],

  EXPIRE: (keys, key = '', seconds, ...rest) =>
    expireAt(keys, key, Date.now() + integer(seconds) * 1000, ...rest),
  PEXPIRE: (keys, key = '', time, ...rest) => expireAt(keys, key, Date.now() + integer(time), ...rest),
  EXPIREAT: (keys, key = '', seconds, ...rest) => expireAt(keys, key, integer(seconds) * 1000, ...rest),
  PEXPIREAT: (keys, key = '', time, ...rest) => expireAt(keys, key, integer(time), ...rest),
  TTL: (keys, key = '') => {
    const left = remaining(keys, key);
    return left < 0 ? left : Math.round(left / 1000);
  },
  PTTL: (keys, key = '') => remaining(keys, key),
  PERSIST: (keys, key = '') => {
    const isKept = typeof keys.expiry(key) === 'number';
    if (isKept) keys.expire(key, undefined);
    return isKept ? 1 : 0;
  },

  GET: (keys, key = '') => keys.read(key, 'string')?.text ?? null,
  SET: (keys, key = '', text = '', ...options) => set(keys, key, text, ...options),
  SETNX: (keys, key = '', text = '') => (set(keys, key, text, 'NX') === null ? 0 : 1),
  SETEX: (keys, key = '', seconds = '', text = '') => set(keys, key, text, 'EX', seconds),
  PSETEX: (keys, key = '', time = '', text = '') => set(keys, key, text, 'PX', time),
  GETSET: (keys, key = '', text = '') => set(keys, key, text, 'GET'),
  GETDEL: (keys, key = '') => {
    const text = keys.read(key, 'string')?.text ?? null;
    keys.delete(key);
    return text;
  },
  MGET: (keys, ...names) =>
    names.map((key) => (keys.typeOf(key) === 'string' ? (keys.read(key, 'string')?.text ?? null) : null)),
  MSET: (keys, ...parts) => {
    for (const [key, text] of pairs(parts)) keys.set(key, string(text), undefined);
    return OK;
  },
  INCR: (keys, key = '') => add(keys, key, 1),
  DECR: (keys, key = '') => add(keys, key, -1),
  INCRBY: (keys, key = '', amount) => add(keys, key, integer(amount)),
  DECRBY: (keys, key = '', amount) => add(keys, key, -integer(amount)),
  INCRBYFLOAT: (keys, key = '', amount) => {
    const sum = String(float(keys.read(key, 'string')?.text ?? '0') + float(amount));
    keys.change(key, 'string', () => string('0')).text = sum;
    return sum;
  },
  APPEND: (keys, key = '', text = '') => {
    const value = keys.change(key, 'string', () => string(''));
    value.text += text;
    return value.text.length;
  },
  STRLEN: (keys, key = '') => keys.read(key, 'string')?.text.length ?? 0,

  HSET: (keys, key = '', ...parts) => {
    const fields = hash(keys, key);
    const before = fields.size;
    for (const [field, text] of pairs(parts)) fields.set(field, text);
    return fields.size - before;
  },
  HMSET: (keys, key = '', ...parts) => {
    for (const [field, text] of pairs(parts)) hash(keys, key).set(field, text);
    return OK;
  },
  HSETNX: (keys, key = '', field = '', text = '') => {
    if (fieldsOf(keys, key).has(field)) return 0;
    hash(keys, key).set(field, text);
    return 1;
  },
  HGET: (keys, key = '', field = '') => fieldsOf(keys, key).get(field) ?? null,
  HMGET: (keys, key = '', ...fields) => fields.map((field) => fieldsOf(keys, key).get(field) ?? null),
  HGETALL: (keys, key = '') => [...fieldsOf(keys, key)].flat(),
  HKEYS: (keys, key = '') => [...fieldsOf(keys, key).keys()],
  HVALS: (keys, key = '') => [...fieldsOf(keys, key).values()],
  HLEN: (keys, key = '') => fieldsOf(keys, key).size,
  HEXISTS: (keys, key = '', field = '') => (fieldsOf(keys, key).has(field) ? 1 : 0),
  HDEL: (keys, key = '', ...fields) => {
    if (keys.read(key, 'hash') === undefined) return 0;
    const known = hash(keys, key);
    const gone = count(fields, (field) => known.delete(field));
    keys.dropEmpty(key, known.size === 0);
    return gone;
  },
  HINCRBY: (keys, key = '', field = '', amount) => {
    const sum = integer(fieldsOf(keys, key).get(field) ?? '0') + integer(amount);
    hash(keys, key).set(field, String(sum));
    return sum;
  },

  ...LISTS,
  ...STREAMS,

  SADD: (keys, key = '', ...names) => {
    const known = members(keys, key);
    const before = known.size;
    for (const name of names) known.add(name);
    return known.size - before;
  },
  SREM: (keys, key = '', ...names) => {
    if (keys.read(key, 'set') === undefined) return 0;
    const known = members(keys, key);
    const gone = count(names, (name) => known.delete(name));
    keys.dropEmpty(key, known.size === 0);
    return gone;
  },
  SISMEMBER: (keys, key = '', name = '') => (membersOf(keys, key).has(name) ? 1 : 0),
  SMEMBERS: (keys, key = '') => [...membersOf(keys, key)],
  SCARD: (keys, key = '') => membersOf(keys, key).size,

  ZADD: (keys, key = '', ...parts) => zadd(keys, key, ...parts),
  ZINCRBY: (keys, key = '', amount = '', member = '') => zadd(keys, key, 'INCR', amount, member),
  ZREM: (keys, key = '', ...names) => removeFromSorted(keys, key, (member) => names.includes(member)),
  ZCARD: (keys, key = '') => ranked(keys, key).length,
  ZSCORE: (keys, key = '', member = '') => {
    const score = keys.read(key, 'zset')?.scores.get(member);
    return score === undefined ? null : String(score);
  },
  ZRANK: (keys, key = '', member = '') => {
    const rank = ranked(keys, key).findIndex(([name]) => name === member);
    return rank < 0 ? null : rank;
  },
  ZCOUNT: (keys, key = '', from, to) =>
    ranked(keys, key).filter(([, score]) => isWithin(score, bound(from), bound(to))).length,
  ZRANGE: (keys, key = '', from = '', to = '', ...options) => zrange(keys, key, from, to, ...options),
  ZREVRANGE: (keys, key = '', from = '', to = '', ...options) =>
    zrange(keys, key, from, to, 'REV', ...options),
  ZRANGEBYSCORE: (keys, key = '', from = '', to = '', ...options) =>
    zrange(keys, key, from, to, 'BYSCORE', ...options),
  ZREMRANGEBYSCORE: (keys, key = '', from, to) => {
    const [low, high] = [bound(from), bound(to)];
    return removeFromSorted(keys, key, (_member, score) => isWithin(score, low, high));
  },
  ZREMRANGEBYRANK: (keys, key = '', from, to) => {
    const gone = new Set(slice(ranked(keys, key), integer(from), integer(to)).map(([member]) => member));
    return removeFromSorted(keys, key, (member) => gone.has(member));
  },
};

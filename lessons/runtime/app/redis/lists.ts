import { integer, slice } from './arguments.ts';
import type { Command } from './command.ts';
import type { Keyspace } from './keyspace.ts';
import { OK, RedisError, type Reply } from './reply.ts';

export type End = 'LEFT' | 'RIGHT';

const list = (keys: Keyspace, key: string) =>
  keys.change(key, 'list', () => ({ type: 'list', items: [] })).items;
const itemsOf = (keys: Keyspace, key: string) => keys.read(key, 'list')?.items ?? [];

/** Takes one item, when there is one. */
export function take(keys: Keyspace, key: string, end: End): string | undefined {
  if (keys.read(key, 'list') === undefined) return undefined;
  const items = list(keys, key);
  const item = end === 'LEFT' ? items.shift() : items.pop();
  keys.dropEmpty(key, items.length === 0);
  return item;
}

/** Takes an item of one list and adds it to another, when there is one. */
export function move(keys: Keyspace, from: string, to: string, taken: End, added: End): string | undefined {
  // Nothing is taken for what cannot be added.
  keys.read(to, 'list');
  const item = take(keys, from, taken);
  if (item === undefined) return undefined;
  if (added === 'LEFT') list(keys, to).unshift(item);
  else list(keys, to).push(item);
  return item;
}

export function endOf(text: string | undefined): End {
  const end = text?.toUpperCase();
  if (end !== 'LEFT' && end !== 'RIGHT') throw new RedisError('ERR syntax error');
  return end;
}

function pop(keys: Keyspace, key: string, amount: string | undefined, end: End): Reply {
  if (amount === undefined) return take(keys, key, end) ?? null;
  const count = integer(amount);
  if (count < 0) throw new RedisError('ERR value is out of range, must be positive');
  if (keys.read(key, 'list') === undefined) return null;
  const taken: string[] = [];
  for (let item: string | undefined; taken.length < count; taken.push(item)) {
    item = take(keys, key, end);
    if (item === undefined) break;
  }
  return taken;
}

/** Removes so many items of this text, from the left or, when negative, from the right; all when 0. */
function remove(keys: Keyspace, key: string, count: number, text: string): number {
  if (keys.read(key, 'list') === undefined) return 0;
  const items = list(keys, key);
  let gone = 0;
  while (count === 0 || gone < Math.abs(count)) {
    const at = count < 0 ? items.lastIndexOf(text) : items.indexOf(text);
    if (at < 0) break;
    items.splice(at, 1);
    gone++;
  }
  keys.dropEmpty(key, items.length === 0);
  return gone;
}

export const LISTS: Readonly<Record<string, Command>> = {
  LPUSH: (keys, key = '', ...items) => list(keys, key).unshift(...items.reverse()),
  RPUSH: (keys, key = '', ...items) => list(keys, key).push(...items),
  LPOP: (keys, key = '', amount) => pop(keys, key, amount, 'LEFT'),
  RPOP: (keys, key = '', amount) => pop(keys, key, amount, 'RIGHT'),
  LMOVE: (keys, from = '', to = '', taken, added) => move(keys, from, to, endOf(taken), endOf(added)) ?? null,
  RPOPLPUSH: (keys, from = '', to = '') => move(keys, from, to, 'RIGHT', 'LEFT') ?? null,
  LREM: (keys, key = '', count, text = '') => remove(keys, key, integer(count), text),
  LLEN: (keys, key = '') => itemsOf(keys, key).length,
  LRANGE: (keys, key = '', from, to) => slice(itemsOf(keys, key), integer(from), integer(to)),
  LINDEX: (keys, key = '', index) => itemsOf(keys, key).at(integer(index)) ?? null,
  LTRIM: (keys, key = '', from, to) => {
    if (keys.read(key, 'list') === undefined) return OK;
    const items = list(keys, key);
    items.splice(0, Infinity, ...slice(items, integer(from), integer(to)));
    keys.dropEmpty(key, items.length === 0);
    return OK;
  },
};

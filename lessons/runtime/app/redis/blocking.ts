import type { Keyspace } from './keyspace.ts';
import { endOf, move, take, type End } from './lists.ts';
import { RedisError, type Reply } from './reply.ts';
import { readReading, readStreams } from './streams.ts';

/** A command that waits when there is nothing for it yet. */
export interface Blocking {
  /** Its reply when there is something; undefined when it must wait. */
  now(): Reply | undefined;
  readonly waitsFor: readonly string[];
  /** The same as `now`, when this key of its own was written to. */
  whenWritten(key: string): Reply | undefined;
  /** Milliseconds of the program's clock, 0 for ever; undefined when it never waits. */
  readonly timeout: number | undefined;
}

type ReadBlocking = (keys: Keyspace, parts: readonly string[]) => Blocking;

const pop =
  (end: End): ReadBlocking =>
  (keys, parts) => {
    const waitsFor = parts.slice(0, -1);
    const from = (key: string): Reply | undefined => {
      const item = take(keys, key, end);
      return item === undefined ? undefined : [key, item];
    };
    return {
      waitsFor,
      timeout: seconds(parts.at(-1)),
      now: () => {
        for (const key of waitsFor) {
          const reply = from(key);
          if (reply !== undefined) return reply;
        }
        return undefined;
      },
      // One that has become something else is still waited for.
      whenWritten: (key) => (keys.typeOf(key) === 'list' ? from(key) : undefined),
    };
  };

const moving = (keys: Keyspace, from: string, to: string, ends: [End, End], timeout: number): Blocking => ({
  waitsFor: [from],
  timeout,
  now: () => move(keys, from, to, ...ends),
  whenWritten: () => (keys.typeOf(from) === 'list' ? move(keys, from, to, ...ends) : undefined),
});

/** Commands that wait, by their names. */
export const BLOCKING: Readonly<Record<string, ReadBlocking>> = {
  BLPOP: pop('LEFT'),
  BRPOP: pop('RIGHT'),
  BLMOVE: (keys, [from = '', to = '', taken, added, time]) =>
    moving(keys, from, to, [endOf(taken), endOf(added)], seconds(time)),
  BRPOPLPUSH: (keys, [from = '', to = '', time]) => moving(keys, from, to, ['RIGHT', 'LEFT'], seconds(time)),
  XREAD: (keys, parts) => {
    const reading = readReading(keys, parts);
    const read = () => readStreams(keys, reading) ?? undefined;
    return {
      waitsFor: reading.streams.map(({ key }) => key),
      timeout: reading.block,
      now: read,
      whenWritten: (key) => (keys.typeOf(key) === 'stream' ? read() : undefined),
    };
  },
};

function seconds(text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || text === '' || !Number.isFinite(value)) {
    throw new RedisError('ERR timeout is not a float or out of range');
  }
  if (value < 0) throw new RedisError('ERR timeout is negative');
  // The shortest wait is not one for ever.
  return value === 0 ? 0 : Math.max(1, Math.ceil(value * 1000));
}

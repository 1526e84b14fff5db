import { RedisError } from './reply.ts';

/** An entry's place in a stream: milliseconds, and a number among those of one. */
export interface StreamId {
  readonly time: number;
  readonly number: number;
}

export const FIRST: StreamId = { time: 0, number: 0 };
export const LAST: StreamId = { time: Number.MAX_SAFE_INTEGER, number: Number.MAX_SAFE_INTEGER };

export const textOf = ({ time, number }: StreamId) => `${time}-${number}`;

export function isAfter(one: StreamId, other: StreamId): boolean {
  return one.time > other.time || (one.time === other.time && one.number > other.number);
}

export const invalidId = () => new RedisError('ERR Invalid stream ID specified as stream command argument');

/** '1700000000000-1', or a time alone, to which `number` is added. */
export function readId(text: string, number: number): StreamId {
  const [, time, given] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text) ?? [];
  if (time === undefined) throw invalidId();
  return { time: Number(time), number: given === undefined ? number : Number(given) };
}

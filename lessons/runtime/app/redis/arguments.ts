import { RedisError } from './reply.ts';

export function integer(text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || !/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new RedisError('ERR value is not an integer or out of range');
  }
  return value;
}

/** A number, or a bound of a range: '(5', '-inf'. */
export function float(text: string | undefined): number {
  const value = /^[+-]?inf(?:inity)?$/i.test(text ?? '')
    ? text?.startsWith('-')
      ? -Infinity
      : Infinity
    : Number(text);
  if (text === undefined || text === '' || Number.isNaN(value))
    throw new RedisError('ERR value is not a valid float');
  return value;
}

export interface Bound {
  readonly value: number;
  readonly isOpen: boolean;
}

export function bound(text: string | undefined): Bound {
  const isOpen = text?.startsWith('(') ?? false;
  return { value: float(isOpen ? text?.slice(1) : text), isOpen };
}

export function isWithin(score: number, from: Bound, to: Bound): boolean {
  return (
    (from.isOpen ? score > from.value : score >= from.value) &&
    (to.isOpen ? score < to.value : score <= to.value)
  );
}

/** The items from one index to another, both included; negative ones count from the end. */
export function slice<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const start = from < 0 ? Math.max(0, items.length + from) : from;
  const end = to < 0 ? items.length + to : to;
  return items.slice(start, end + 1);
}

/** The pattern of KEYS and SCAN. */
export function glob(pattern: string): RegExp {
  const source = pattern.replaceAll(/\\.|[*?[\]^$.|+(){}/]/g, (part) => {
    if (part === '*') return '[^]*';
    if (part === '?') return '[^]';
    return part === '[' || part === ']' || part.startsWith('\\') ? part : `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}

export const pairs = (parts: readonly string[]): [string, string][] => {
  if (parts.length === 0 || parts.length % 2 !== 0) throw new RedisError('ERR wrong number of arguments');
  return Array.from({ length: parts.length / 2 }, (_, index) => [
    parts[index * 2] ?? '',
    parts[index * 2 + 1] ?? '',
  ]);
};

import { RedisError } from './reply.ts';
import type { StreamId } from './stream-id.ts';

export interface StreamEntry {
  readonly id: StreamId;
  /** Names and values in turn. */
  readonly fields: readonly string[];
}

export type Value =
  | { readonly type: 'string'; text: string }
  | { readonly type: 'hash'; readonly fields: Map<string, string> }
  | { readonly type: 'list'; readonly items: string[] }
  | { readonly type: 'set'; readonly members: Set<string> }
  | { readonly type: 'zset'; readonly scores: Map<string, number> }
  | { readonly type: 'stream'; readonly entries: StreamEntry[]; last: StreamId };

export type ValueOf<Type extends Value['type']> = Extract<Value, { type: Type }>;

interface Entry {
  readonly value: Value;
  /** In milliseconds of the program's clock; undefined for one that stays. */
  expires: number | undefined;
}

/** The keys of a Redis and when they expire. */
export class Keyspace {
  readonly #entries = new Map<string, Entry>();
  /** Grows with each change of a key: what WATCH compares. */
  readonly #versions = new Map<string, number>();

  /** Keys that were written to, in that order, since somebody last asked. */
  readonly #written = new Set<string>();

  get size(): number {
    return this.keys().length;
  }

  keys(): string[] {
    return [...this.#entries.keys()].filter((key) => this.#entry(key) !== undefined);
  }

  /** The value of this type; undefined when there is none. Throws when it is of another type. */
  read<Type extends Value['type']>(key: string, type: Type): ValueOf<Type> | undefined {
    const value = this.#entry(key)?.value;
    if (value !== undefined && value.type !== type) {
      throw new RedisError('WRONGTYPE Operation against a key holding the wrong kind of value');
    }
    return value as ValueOf<Type> | undefined;
  }

  /** The value of this type, to be changed; made when there is none. */
  change<Type extends Value['type']>(key: string, type: Type, make: () => ValueOf<Type>): ValueOf<Type> {
    const known = this.read(key, type);
    this.touch(key);
    if (known !== undefined) return known;
    const value = make();
    this.#entries.set(key, { value, expires: undefined });
    return value;
  }

  set(key: string, value: Value, expires: number | undefined): void {
    this.touch(key);
    this.#entries.set(key, { value, expires });
  }

  delete(key: string): boolean {
    if (this.#entry(key) === undefined) return false;
    this.touch(key);
    return this.#entries.delete(key);
  }

  clear(): void {
    for (const key of this.#entries.keys()) this.touch(key);
    this.#entries.clear();
  }

  /** Redis keeps no empty collections. */
  dropEmpty(key: string, isEmpty: boolean): void {
    if (isEmpty) this.#entries.delete(key);
  }

  typeOf(key: string): Value['type'] | 'none' {
    return this.#entry(key)?.value.type ?? 'none';
  }

  rename(key: string, to: string): void {
    const entry = this.#entry(key);
    if (entry === undefined) throw new RedisError('ERR no such key');
    this.delete(key);
    this.set(to, entry.value, entry.expires);
  }

  /** When a key expires; 'stays' when it does not, undefined when there is none. */
  expiry(key: string): number | 'stays' | undefined {
    const entry = this.#entry(key);
    return entry === undefined ? undefined : (entry.expires ?? 'stays');
  }

  expire(key: string, at: number | undefined): boolean {
    const entry = this.#entry(key);
    if (entry === undefined) return false;
    entry.expires = at;
    this.touch(key);
    return true;
  }

  version(key: string): number {
    // One that has expired has changed.
    this.#entry(key);
    return this.#versions.get(key) ?? 0;
  }

  /** The keys that were written to since the last time. */
  takeWritten(): readonly string[] {
    const written = [...this.#written];
    this.#written.clear();
    return written;
  }

  touch(key: string): void {
    this.#written.add(key);
    this.#versions.set(key, (this.#versions.get(key) ?? 0) + 1);
  }

  #entry(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry?.expires === undefined || entry.expires > Date.now()) return entry;
    this.#entries.delete(key);
    this.touch(key);
    return undefined;
  }
}

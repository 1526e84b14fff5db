import type { HttpRequest } from '../../../../lessons/runtime/playground.ts';

/** A cookie as a browser keeps it. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** The host that set it, or the domain that it named. */
  readonly domain: string;
  /** It goes to that host alone, not to those below it. */
  readonly isHostOnly: boolean;
  readonly path: string;
  /** Milliseconds since 1970 by the program's clock; undefined for one that ends with the session. */
  readonly expires: number | undefined;
  readonly isSecure: boolean;
  readonly isHttpOnly: boolean;
  readonly sameSite: string | undefined;
  /** Whether the reader lets it be sent. */
  readonly isOn: boolean;
}

/** A Set-Cookie that no browser would keep, and why. */
export interface RefusedCookie {
  readonly text: string;
  readonly reason: string;
}

/** The cookies of the console. Off, it neither keeps nor sends any. */
export interface CookieJar {
  readonly isOn: boolean;
  /** In the order in which they were set first. */
  readonly cookies: readonly Cookie[];
  /** Of the latest response that set any. */
  readonly refused: readonly RefusedCookie[];
}

export const emptyJar: CookieJar = { isOn: true, cookies: [], refused: [] };

/** Whom a request is for: its Host header without the port, or localhost. */
export function hostOf({ headers = {} }: HttpRequest): string {
  const given = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1] ?? 'localhost';
  return given.toLowerCase().replace(/:\d*$/, '');
}

/** What tells one cookie from another. */
export function keyOf({ domain, path, name }: Cookie): string {
  return `${domain} ${path} ${name}`;
}

export function isExpired({ expires }: Cookie, now: number): boolean {
  return expires !== undefined && expires <= now;
}

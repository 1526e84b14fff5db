import { parseSetCookie } from 'cookie';
import type { HttpRequest, HttpResponse } from '../../../../lessons/runtime/playground.ts';
import { hostOf, isExpired, keyOf, type Cookie, type CookieJar, type RefusedCookie } from './cookie.ts';
import { refusalOf } from './refusal.ts';

/** The request with the cookies that are for it. One that has a Cookie header by hand goes as it is. */
export function withCookies(jar: CookieJar, request: HttpRequest, now: number): HttpRequest {
  const { headers = {} } = request;
  if (!jar.isOn || Object.keys(headers).some((name) => name.toLowerCase() === 'cookie')) return request;
  const host = hostOf(request);
  const path = pathOf(request);
  const sent = jar.cookies
    .filter((cookie) => cookie.isOn && !isExpired(cookie, now) && isFor(cookie, host, path))
    // The most specific path first, as browsers do.
    .toSorted((a, b) => b.path.length - a.path.length);
  if (sent.length === 0) return request;
  const cookie = sent.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('; ');
  return { ...request, headers: { ...headers, cookie } };
}

/** The jar after a response. */
export function withResponse(
  jar: CookieJar,
  request: HttpRequest,
  { headers }: Pick<HttpResponse, 'headers'>,
  now: number,
): CookieJar {
  if (!jar.isOn) return jar;
  const refused: RefusedCookie[] = [];
  let cookies = jar.cookies.filter((cookie) => !isExpired(cookie, now));
  for (const [name, text] of headers) {
    if (name.toLowerCase() !== 'set-cookie') continue;
    const given = parseSetCookie(text, { decode: (value) => value });
    const host = hostOf(request);
    const reason = refusalOf(given, host);
    if (reason !== undefined) {
      refused.push({ text, reason });
      continue;
    }
    const domain = given.domain?.replace(/^\./, '').toLowerCase();
    const cookie: Cookie = {
      name: given.name,
      value: given.value ?? '',
      domain: domain === undefined || domain === '' ? host : domain,
      isHostOnly: domain === undefined || domain === '',
      path: given.path?.startsWith('/') ? given.path : defaultPath(pathOf(request)),
      expires: given.maxAge === undefined ? given.expires?.getTime() : now + given.maxAge * 1000,
      isSecure: given.secure === true,
      isHttpOnly: given.httpOnly === true,
      sameSite: typeof given.sameSite === 'string' ? given.sameSite : undefined,
      isOn: true,
    };
    cookies = isExpired(cookie, now) ? without(cookies, cookie) : withCookie(cookies, cookie);
  }
  const hasAny = headers.some(([name]) => name.toLowerCase() === 'set-cookie');
  return { ...jar, cookies, refused: hasAny ? refused : jar.refused };
}

/** Puts a cookie in the place of the one of the same name, domain and path. */
function withCookie(cookies: readonly Cookie[], cookie: Cookie): Cookie[] {
  const key = keyOf(cookie);
  const known = cookies.find((each) => keyOf(each) === key);
  if (known === undefined) return [...cookies, cookie];
  return cookies.map((each) => (each === known ? { ...cookie, isOn: known.isOn } : each));
}

function without(cookies: readonly Cookie[], cookie: Cookie): Cookie[] {
  return cookies.filter((each) => keyOf(each) !== keyOf(cookie));
}

function isFor({ domain, isHostOnly, path: prefix }: Cookie, host: string, path: string): boolean {
  const isHost = host === domain || (!isHostOnly && host.endsWith(`.${domain}`));
  return isHost && (path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`));
}

function pathOf({ path }: HttpRequest): string {
  return path.replace(/\?.*$/s, '');
}

function defaultPath(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}

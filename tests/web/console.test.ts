import { describe, expect, it } from 'vitest';
import type { Exchange, HttpRequest } from '../../lessons/runtime/playground.ts';
import { parseSavedRequests, writeSavedRequest } from '../../lessons/src/saved-requests.ts';
import { bytesOf, fileNameOf } from '../../web/src/request/body/body-file.ts';
import { hexLines } from '../../web/src/request/body/hex-text.ts';
import { imageSizeOf } from '../../web/src/request/body/image-size.ts';
import { summarize } from '../../web/src/request/burst.ts';
import { emptyJar, type CookieJar } from '../../web/src/request/cookies/cookie.ts';
import { withCookies, withResponse } from '../../web/src/request/cookies/cookie-jar.ts';
import { chainOf, redirectOf } from '../../web/src/request/redirect.ts';
import type { RecordedExchange } from '../../web/src/session/state.ts';

const START = Date.UTC(2026, 0, 1);

const get = (path: string, headers?: Record<string, string>): HttpRequest => ({
  method: 'GET',
  path,
  ...(headers && { headers }),
});

/** The jar after a response to this path with these Set-Cookie headers. */
function set(
  texts: readonly string[],
  { jar = emptyJar, path = '/', headers = {}, now = START } = {},
): CookieJar {
  const sent = texts.map((text) => ['Set-Cookie', text] as const);
  return withResponse(jar, get(path, headers), { headers: sent }, now);
}

const sentTo = (jar: CookieJar, path: string, now = START, headers?: Record<string, string>) =>
  withCookies(jar, get(path, headers), now).headers?.cookie;

describe('the cookie jar', () => {
  it('sends what was set to the host and path that it is for, the longest path first', () => {
    const jar = set(['a=1; Path=/', 'b=2; Path=/api', 'c=%203', 'd="4"'], { path: '/api/users/7' });
    expect(sentTo(jar, '/api/users?x=1')).toBe('c=%203; d="4"; b=2; a=1');
    expect(sentTo(jar, '/apis')).toBe('a=1');
    expect(sentTo(jar, '/', START, { Host: 'shop.example' })).toBeUndefined();
    expect(sentTo(jar, '/', START, { Cookie: 'mine=1' })).toBeUndefined();
    expect(sentTo({ ...jar, isOn: false }, '/')).toBeUndefined();
  });

  it('replaces, expires by the clock that it is given, and removes', () => {
    let jar = set(['a=1; Max-Age=60', 'b=2; Expires=Thu, 01 Jan 2026 00:02:00 GMT; Max-Age=600']);
    jar = set(['a=2; Max-Age=90'], { jar, now: START + 30_000 });
    expect(sentTo(jar, '/', START + 119_999)).toBe('a=2; b=2');
    expect(sentTo(jar, '/', START + 120_000)).toBe('b=2');
    expect(sentTo(jar, '/', START + 600_000)).toBeUndefined();
    jar = set(['b=; Max-Age=0'], { jar });
    expect(jar.cookies.map(({ name }) => name)).toEqual(['a']);
  });

  it('goes below a domain only when the cookie names it', () => {
    const headers = { host: 'shop.example:3000' };
    const jar = set(['alone=1', 'wide=1; Domain=.Shop.Example'], { headers });
    expect(sentTo(jar, '/', START, headers)).toBe('alone=1; wide=1');
    expect(sentTo(jar, '/', START, { host: 'api.shop.example' })).toBe('wide=1');
    expect(sentTo(jar, '/', START, { host: 'evilshop.example' })).toBeUndefined();
  });

  it.each([
    ['a=1; Domain=bank.example', {}, /does not cover localhost/],
    ['a=1; SameSite=None', {}, /together with Secure/],
    ['a=1; Secure', { host: 'shop.example' }, /needs https/],
    ['__Host-a=1; Secure; Path=/x', {}, /__Host-/],
    ['__Secure-a=1', {}, /__Secure-/],
    ['=', {}, /neither/],
    [`a=${'x'.repeat(5000)}`, {}, /4096/],
  ])('refuses %s as a browser does, and says why', (text, headers, reason) => {
    const jar = set([text], { headers });
    expect(jar.cookies).toEqual([]);
    expect(jar.refused).toMatchObject([{ text, reason: expect.stringMatching(reason) as string }]);
  });

  it('takes Secure from the own machine', () => {
    expect(sentTo(set(['__Host-a=1; Secure; Path=/']), '/x')).toBe('__Host-a=1');
  });
});

const answered = (
  request: HttpRequest,
  status: number,
  headers: [string, string][],
  body = '',
): Exchange => ({
  request,
  outcome: { kind: 'response', response: { status, statusText: '', headers, body, bytes: body.length } },
  statements: [],
  logs: [],
  milliseconds: status,
});

describe('a redirect', () => {
  const post: HttpRequest = {
    method: 'POST',
    path: '/a/b?x=1',
    headers: { 'Content-Type': 'text/plain', cookie: 'a=1', accept: '*/*' },
    body: 'text',
  };
  const after = (request: HttpRequest, status: number, location: string) =>
    redirectOf(answered(request, status, [['location', location]]));

  it('becomes the request that a browser would send', () => {
    const plain = { method: 'GET', path: '/a/c', headers: { accept: '*/*' } };
    expect(after(post, 303, 'c')).toMatchObject({ kind: 'here', request: plain });
    expect(after(post, 302, 'c')).toMatchObject({ kind: 'here', request: plain });
    expect(after(post, 307, '?y=2')).toMatchObject({
      request: { method: 'POST', path: '/a/b?y=2', body: 'text', headers: { 'Content-Type': 'text/plain' } },
    });
    expect(after({ ...post, method: 'PUT' }, 301, '/z')).toMatchObject({
      request: { method: 'PUT', body: 'text' },
    });
    expect(after(get('/'), 301, 'http://localhost:3000/z')).toMatchObject({ request: get('/z') });
  });

  it('that leads away, or nowhere, is not followed', () => {
    expect(after(post, 302, 'https://localhost:3000/z')?.kind).toBe('away');
    expect(after(post, 302, '//bank.example/')?.kind).toBe('away');
    expect(after(post, 302, 'http://[')?.kind).toBe('away');
    expect(after(post, 201, '/z')).toBeUndefined();
    expect(redirectOf(answered(post, 304, []))).toBeUndefined();
  });

  it('is one of a chain, whichever of it is shown', () => {
    const exchange = answered(get('/'), 302, [['location', '/']]);
    const all: RecordedExchange[] = [
      { id: 1, sender: 'learner', exchange },
      { id: 2, sender: 'learner', exchange, followed: 1 },
      { id: 3, sender: 'learner', exchange },
      { id: 4, sender: 'learner', exchange, followed: 2 },
    ];
    for (const id of [1, 2, 4]) expect(chainOf(all, id).map((each) => each.id)).toEqual([1, 2, 4]);
    expect(chainOf(all, 3).map((each) => each.id)).toEqual([3]);
  });
});

it('requests that were sent at once are counted by status, with the spread of their times', () => {
  const recorded = [200, 200, 409, 200].map((status, id): RecordedExchange => {
    return {
      id,
      sender: 'learner',
      exchange: { ...answered(get('/'), status, []), milliseconds: 10 * (id + 1) },
    };
  });
  expect(summarize(recorded)).toEqual({
    counts: [
      { label: '200 ', tone: 'status-2xx', count: 3 },
      { label: '409 ', tone: 'status-4xx', count: 1 },
    ],
    fastest: 10,
    median: 20,
    ninetyFifth: 40,
    slowest: 40,
  });
});

describe('a body', () => {
  it('is shown as a hex dump', () => {
    const bytes = Uint8Array.from([...'GIF\0\xff0123456789abc'].map((character) => character.charCodeAt(0)));
    expect(hexLines(bytes, 0, 9)).toEqual([
      '000000  47 49 46 00 ff 30 31 32  33 34 35 36 37 38 39 61  GIF..0123456789a',
      '000010  62 63                                             bc',
    ]);
  });

  it('says how large an image is before it is decoded', () => {
    const png = Uint8Array.from([
      0x89, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 1, 0, 0, 0, 0, 0, 9,
    ]);
    expect(imageSizeOf(png)).toEqual({ kind: 'PNG', width: 65_536, height: 9 });
    const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 5, 1, 4, 3]);
    expect(imageSizeOf(jpeg)).toEqual({ kind: 'JPEG', width: 260, height: 5 });
    expect(imageSizeOf(Uint8Array.from([71, 73, 70, 56, 57, 97, 3, 0, 4, 0]))).toMatchObject({
      width: 3,
      height: 4,
    });
    for (let length = 0; length < png.length; length++)
      expect(imageSizeOf(png.subarray(0, length))).toBeUndefined();
  });

  it('is saved under a name of its own, with all of its bytes', () => {
    const response = {
      status: 200,
      statusText: '',
      headers: [['Content-Type', 'image/png']],
      body: '',
      bytes: 0,
    } as const;
    expect(fileNameOf(get('/files/7?x=1'), response)).toBe('7.png');
    expect(fileNameOf(get('/'), { ...response, headers: [] })).toBe('response.bin');
    const named = [['content-disposition', 'attachment; filename="../a b.pdf"']] as const;
    expect(fileNameOf(get('/'), { ...response, headers: named })).toBe('_a_b.pdf');
    expect(bytesOf({ ...response, body: 'é' })).toEqual(Uint8Array.from([0xc3, 0xa9]));
  });
});

it('a request that is saved is read again as it was', () => {
  const request = { method: 'POST', path: '/x?a=1', headers: { 'x-a': 'b: c' }, body: '{\n  "a": 1\n}' };
  const text = writeSavedRequest('### One\nGET /\n', { name: 'Two', request });
  expect(parseSavedRequests('requests.http', text)).toEqual([
    { name: 'One', request: get('/') },
    { name: 'Two', request },
  ]);
  expect(parseSavedRequests('f', writeSavedRequest('', { name: 'Two', request }))).toHaveLength(1);
});

import { createHmac } from 'node:crypto';
import type { HttpRequest } from '../../../lessons/runtime/playground.ts';

const asked = { 'X-Asked': 'yes', Cookie: 'a=1; b=2' };
const json = { 'Content-Type': 'application/json' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

const get = (path: string, headers?: Record<string, string>): HttpRequest => ({
  method: 'GET',
  path,
  ...(headers ? { headers } : {}),
});
const post = (path: string, body: string, headers: Record<string, string> = json): HttpRequest => ({
  method: 'POST',
  path,
  headers,
  body,
});

/** What @fastify/cookie makes of a signed value, and @fastify/jwt of a payload. */
const SECRET = 's'.repeat(32);
const signature = (text: string, encoding: 'base64' | 'base64url') =>
  createHmac('sha256', SECRET).update(text).digest(encoding);
const signed = `signed=${encodeURIComponent(`value.${signature('value', 'base64').replace(/=+$/, '')}`)}`;
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsignedToken = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ sub: 'ada', iat: 1_700_000_000 })}`;
const token = `${unsignedToken}.${signature(unsignedToken, 'base64url')}`;

/** What is sent to each program, in this order. */
export const REQUESTS: Readonly<Record<string, readonly HttpRequest[]>> = {
  fastify: [
    ...[
      '/json',
      '/text',
      '/none',
      '/cookies',
      '/redirect',
      '/stream',
      '/buffer',
      '/empty',
      '/throws',
      '/crash',
    ].map((path) => get(path)),
    ...['/validated?limit=2', '/validated?limit=x', '/users/7', '/missing', '/echo?a=1&a=2&b=%20'].map(
      (path) => get(path, asked),
    ),
    { method: 'HEAD', path: '/json' },
    { method: 'OPTIONS', path: '/json' },
    post('/echo', '{"name":"Žofie"}'),
    post('/echo', '{"name":'),
    post('/echo', ''),
    post('/echo', 'text', { 'Content-Type': 'text/plain' }),
    post('/echo', '<a/>', { 'Content-Type': 'application/xml' }),
    post('/echo', '{}', { 'Content-Type': 'application/json; charset=latin1' }),
    post('/echo', '{"__proto__":{"a":1}}'),
    post('/echo', JSON.stringify('x'.repeat(1_100_000))),
  ],
  'fastify-plugins': [
    get('/hooks'),
    get('/HOOKS/'),
    get('/early'),
    post('/lines', '{"a":1}\n{"b":2}\n', { 'Content-Type': 'application/x-ndjson' }),
    post('/lines', '{"a":1}\n{', { 'Content-Type': 'application/x-ndjson' }),
    { method: 'PUT', path: '/items/7', headers: json, body: '{"name":"Žo"}' },
    { method: 'PUT', path: '/items/404', headers: json, body: '{}' },
    { method: 'PUT', path: '/items/0', headers: json, body: '{}' },
    { method: 'PUT', path: '/items/7', headers: json, body: '{"name":"too long"}' },
    { method: 'PUT', path: '/items/7', headers: json, body: '{"name":"x","extra":1}' },
    { method: 'PUT', path: '/items/7', headers: json, body: JSON.stringify({ name: 'x'.repeat(2000) }) },
    { method: 'PUT', path: '/items/7' },
    get('/documentation/json'),
    get('/login'),
    get('/me'),
    get('/me', { Authorization: `Bearer ${token}` }),
    get('/me', { Authorization: `Bearer ${token}x` }),
    get('/me', { Authorization: 'Basic x' }),
    get('/me', { Cookie: `token=${token}` }),
    get('/cookies', { Cookie: `${signed}; b="quoted"; c=%C5%BD` }),
    get('/cookies', { Cookie: 'signed=value.forged' }),
    get('/limited'),
    get('/limited'),
    ...['/generator', '/web-stream', '/response', '/raw', '/types', '/bytes', '/null', '/number'].map(
      (path) => get(path),
    ),
    get('/trailers', { TE: 'trailers' }),
    { method: 'HEAD', path: '/generator' },
    { method: 'HEAD', path: '/hooks' },
    get('/not-modified'),
    get('/not-modified', { 'If-None-Match': '"v1"' }),
    get('/accepts', { Accept: 'text/plain' }),
    get('/accepts', { Accept: 'image/png' }),
    get('/own-error'),
    get('/no-error'),
    { method: 'DELETE', path: '/both' },
    { method: 'DELETE', path: '/both', headers: json, body: '' },
    { method: 'POST', path: '/both', headers: json, body: '{}' },
    { method: 'TRACE', path: '/both' },
    get('/wild/a/b%2Fc?x=1'),
    get('/wild/%E0%A4%A'),
    get('/pattern/12.png'),
    get('/pattern/x.png'),
    get('/scope/missing'),
    get('/scope/fails'),
  ],
  express: [
    ...['/json', '/text', '/none', '/redirect', '/cookies', '/chunks', '/cached', '/formats'].map((path) =>
      get(path),
    ),
    ...['/throws', '/rejects', '/limited', '/limited', '/echo/7?a=1&a=2&b=%20', '/missing<b>'].map((path) =>
      get(path, { Host: 'example.org' }),
    ),
    get('/cached', { 'If-None-Match': '"v1"' }),
    get('/formats', { Accept: 'text/plain' }),
    { method: 'HEAD', path: '/json' },
    { method: 'OPTIONS', path: '/json' },
    post('/echo/8', '{"name":"Žofie"}'),
    post('/echo/8', '{"name":'),
    { method: 'PUT', path: '/echo/8', headers: form, body: 'a=1&b=%C5%BD' },
    post('/echo/8', JSON.stringify(['x'.repeat(200_000)])),
  ],
  'express-middleware': [
    post('/json', '{"a":[1]}'),
    post('/json', '"a text"'),
    post('/json', '{"a":'),
    post('/json', JSON.stringify({ long: 'x'.repeat(60) })),
    post('/json', '{}', { 'Content-Type': 'application/json; charset=x-unknown' }),
    post('/json', '{}', { ...json, 'Content-Encoding': 'x-unknown' }),
    post('/json', 'a=1', form),
    post('/text', 'grüße', { 'Content-Type': 'text/plain; charset=utf-8' }),
    post('/raw', 'abc', { 'Content-Type': 'application/octet-stream' }),
    post('/form', 'a[b]=1&a[c][]=2&d=%20+', form),
    get('/etag'),
    get('/etag', { 'If-None-Match': 'W/"18-yWCwiWKmxd25YVCqWPVt6ejZISM"' }),
    get('/strong', { 'If-None-Match': '"strong"' }),
    get('/strong', { 'If-None-Match': '*', 'Cache-Control': 'no-cache' }),
    get('/negotiated', { Accept: 'application/json;q=0.9, text/html;q=0.1' }),
    get('/negotiated', { Accept: 'image/png' }),
    get('/accepts', {
      Accept: 'text/html',
      'Accept-Encoding': 'gzip, br',
      'Accept-Language': 'en;q=0.5, de',
    }),
    ...[
      '/status',
      '/links',
      '/download',
      '/buffer',
      '/charset',
      '/latin',
      '/null',
      '/cookies',
      '/chunks',
    ].map((path) => get(path)),
    get('/jsonp?callback=call.me%3C'),
    get('/query?a[b]=1&c=1&c=2&d=%zz'),
    get('/range', { Range: 'bytes=0-9,90-' }),
    get('/range', { Range: 'bytes=200-' }),
    get('/skip/1'),
    get('/skip/2'),
    get('/shops/7/items/pen?x=1', { 'X-Requested-With': 'XMLHttpRequest', 'X-Forwarded-For': '10.0.0.1' }),
    get('/shops/7/items/%E0%A4%A'),
    { method: 'DELETE', path: '/method' },
    { method: 'OPTIONS', path: '/etag' },
    { method: 'HEAD', path: '/download' },
    get('/async'),
    get('/exposed'),
    get('/late'),
    get('/handled'),
    get('/nothing here'.replace(' ', '%20')),
  ],
  bare: [
    ...[
      '/array',
      '/length',
      '/close',
      '/append',
      '/chunks',
      '/not-modified',
      '/headers',
      '/invalid',
      '/late',
      '/',
    ].map((path) => get(path, asked)),
    { method: 'HEAD', path: '/length' },
    { method: 'PATCH', path: '/', body: 'grüße' },
    { method: 'DELETE', path: '/headers' },
  ],
};

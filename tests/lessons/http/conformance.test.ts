import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResponse, Playground } from '../../../lessons/runtime/playground.ts';
import { openPlayground, responseOf, serve } from '../host/test-playground.ts';

const programs = new URL('./programs/', import.meta.url);
const asked = { 'X-Asked': 'yes', Cookie: 'a=1; b=2' };
const json = { 'Content-Type': 'application/json' };

const REQUESTS: Readonly<Record<string, readonly HttpRequest[]>> = {
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
    ].map((path) => ({ method: 'GET', path })),
    ...['/validated?limit=2', '/validated?limit=x', '/users/7', '/missing', '/echo?a=1&a=2&b=%20'].map(
      (path) => ({
        method: 'GET',
        path,
        headers: asked,
      }),
    ),
    { method: 'HEAD', path: '/json' },
    { method: 'OPTIONS', path: '/json' },
    { method: 'POST', path: '/echo', headers: json, body: '{"name":"Žofie"}' },
    { method: 'POST', path: '/echo', headers: json, body: '{"name":' },
    { method: 'POST', path: '/echo', headers: { 'Content-Type': 'text/plain' }, body: 'text' },
    { method: 'POST', path: '/echo', headers: { 'Content-Type': 'application/xml' }, body: '<a/>' },
    { method: 'POST', path: '/echo', headers: json, body: '{"__proto__":{"a":1}}' },
    { method: 'POST', path: '/echo', headers: json, body: JSON.stringify('x'.repeat(1_100_000)) },
  ],
  express: [
    ...['/json', '/text', '/none', '/redirect', '/cookies', '/chunks', '/cached', '/formats'].map((path) => ({
      method: 'GET',
      path,
    })),
    ...['/throws', '/rejects', '/limited', '/limited', '/echo/7?a=1&a=2&b=%20', '/missing<b>'].map(
      (path) => ({
        method: 'GET',
        path,
        headers: { Host: 'example.org' },
      }),
    ),
    { method: 'GET', path: '/cached', headers: { 'If-None-Match': '"v1"' } },
    { method: 'GET', path: '/formats', headers: { Accept: 'text/plain' } },
    { method: 'HEAD', path: '/json' },
    { method: 'OPTIONS', path: '/json' },
    { method: 'POST', path: '/echo/8', headers: json, body: '{"name":"Žofie"}' },
    { method: 'POST', path: '/echo/8', headers: json, body: '{"name":' },
    {
      method: 'PUT',
      path: '/echo/8',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'a=1&b=%C5%BD',
    },
    { method: 'POST', path: '/echo/8', headers: json, body: JSON.stringify(['x'.repeat(200_000)]) },
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
    ].map((path) => ({ method: 'GET', path, headers: asked })),
    { method: 'HEAD', path: '/length' },
    { method: 'PATCH', path: '/', body: 'grüße' },
    { method: 'DELETE', path: '/headers' },
  ],
};

describe.each(Object.entries(REQUESTS))(
  'the program on %s answers in the playground what it answers in Node',
  (name, requests) => {
    let playground: Playground;
    let node: ChildProcess;
    let port: number;

    beforeAll(async () => {
      port = await freePort();
      const program = new URL(`${name}.ts`, programs);
      node = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(program)], {
        env: { ...process.env, PORT: String(port) },
        stdio: 'ignore',
      });
      playground = openPlayground();
      await serve(playground, await readFile(program, 'utf8'));
      await untilListening(port);
    });
    afterAll(async () => {
      node.kill();
      await playground.dispose();
    });

    it.each(requests.map((request) => [`${request.method} ${request.path}`, request] as const))(
      '%s',
      async (_name, request) => {
        const expected = await sendToNode(port, request);
        const actual = responseOf(await playground.send(request));
        expect(comparable(actual)).toEqual(comparable(expected));
      },
    );
  },
);

/** Without what differs from one moment to the next. */
function comparable(response: HttpResponse): HttpResponse {
  return {
    ...response,
    headers: response.headers.map(([name, value]) => [name, name.toLowerCase() === 'date' ? 'now' : value]),
  };
}

function sendToNode(port: number, { method, path, headers, body }: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { Connection: 'keep-alive', ...headers },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const raw = response.rawHeaders;
        resolve({
          status: response.statusCode ?? 0,
          statusText: response.statusMessage ?? '',
          headers: raw.flatMap((name, index) =>
            index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : [],
          ),
          body: bytes.toString(),
          bytes: bytes.length,
        });
      });
    });
    // With its length, as the playground's client sends it.
    if (body !== undefined) request.setHeader('Content-Length', Buffer.byteLength(body));
    request.end(body);
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    try {
      await sendToNode(port, { method: 'GET', path: '/' });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

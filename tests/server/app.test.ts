import { brotliDecompressSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../server/src/app.ts';
import { makeWorkbenchFolder } from './workbench-folder.ts';

let workbench: Awaited<ReturnType<typeof makeWorkbenchFolder>>;
let app: FastifyInstance;

beforeAll(async () => {
  workbench = await makeWorkbenchFolder();
  app = await buildApp({ webFolder: workbench.folder });
});

afterAll(async () => {
  await app.close();
  await workbench.remove();
});

describe('pages', () => {
  test.each(['/', '/lessons/sort-without-injection', '/lessons/sort-without-injection/users.ts'])(
    '%s is the workbench, under its policy and never cached unasked',
    async (url) => {
      const response = await app.inject({ url });
      expect(response.statusCode).toBe(200);
      expect(response.body).toContain('Workbench');
      expect(response.headers['content-security-policy']).toBe("default-src 'self'");
      expect(response.headers['cache-control']).toBe('no-cache');
      expect(response.headers['x-content-type-options']).toBe('nosniff');
    },
  );

  test('the runner has a policy of its own', async () => {
    const response = await app.inject({ url: '/runner.html?v=1' });
    expect(response.body).toContain('Runner');
    expect(response.headers['content-security-policy']).toBe("default-src 'none'");
  });

  test('an address that the workbench does not know is a 404 that still shows the workbench', async () => {
    const response = await app.inject({ url: '/nowhere' });
    expect(response.statusCode).toBe(404);
    expect(response.body).toContain('Workbench');
  });
});

describe('files', () => {
  test('assets are kept for ever and sent compressed to who asks for it', async () => {
    const headers = { 'accept-encoding': 'br' };
    const response = await app.inject({ url: '/assets/main-1a2b.js', headers });
    expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(response.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(response.rawPayload).toString()).toBe('export {};');
  });

  test('assets are sent as they are to who does not', async () => {
    const response = await app.inject({ url: '/assets/main-1a2b.js' });
    expect(response.headers['content-encoding']).toBeUndefined();
    expect(response.body).toBe('export {};');
  });

  test.each(['/assets/missing.js', '/missing.js', '/assets/..%2fpolicies.json', '/..%2f..%2fpackage.json'])(
    '%s is not found',
    async (url) => {
      const response = await app.inject({ url });
      expect(response.statusCode).toBe(404);
      expect(response.body).not.toContain('Workbench');
    },
  );

  test('HEAD says what GET would', async () => {
    const get = await app.inject({ url: '/playground' });
    const head = await app.inject({ method: 'HEAD', url: '/playground' });
    expect(get.statusCode).toBe(200);
    expect([head.statusCode, head.body]).toEqual([200, '']);
  });

  test.each([
    '/',
    '/playground',
    '/lessons/sort-without-injection',
    '/health',
    '/skill',
    '/skill/files/rest.md',
  ])('%s can only be read: 405 says so', async (url) => {
    const response = await app.inject({ method: 'POST', url, payload: 'x' });
    expect(response.statusCode).toBe(405);
    expect(response.headers.allow?.toString().replace(', OPTIONS', '')).toBe('GET, HEAD');
  });

  test('a broken address is refused in words', async () => {
    const response = await app.inject({ url: '/skill/files/%zz' });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(response.body).toContain('%zz');
  });
});

test('/health answers', async () => {
  expect((await app.inject({ url: '/health' })).json()).toEqual({ status: 'ok' });
});

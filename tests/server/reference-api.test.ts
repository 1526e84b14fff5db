import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../server/src/app.ts';
import { operations } from '../../server/src/api/operations.ts';
import { readConfiguration } from '../../server/src/configuration.ts';
import { makeWorkbenchFolder } from './workbench-folder.ts';

/** What these tests read of an OpenAPI document. */
interface OpenApi {
  readonly paths: Record<string, Record<string, { responses: Record<string, ResponseObject> }>>;
}
interface ResponseObject {
  readonly content?: Record<string, { schema: object }>;
}

const password = 'correct horse battery';
let workbench: Awaited<ReturnType<typeof makeWorkbenchFolder>>;
let app: FastifyInstance;
let url: string;
let document: OpenApi;

beforeAll(async () => {
  workbench = await makeWorkbenchFolder();
  const configuration = readConfiguration({ LOG_LEVEL: 'silent', PASSWORD_COST: '14', BODY_KILOBYTES: '2' });
  app = await buildApp({ webFolder: workbench.folder, configuration });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  document = (await (await fetch(`${url}/api/openapi.json`)).json()) as OpenApi;
});
afterAll(async () => {
  await app.close();
  await workbench.remove();
});

/** Sends a request and reads the whole answer, so that the connection is free again. */
async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(url + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) as unknown };
}

describe('the API', () => {
  test('answers in its envelope, with its own id, limits and errors', async () => {
    const answer = await send('GET', '/api/v1/users');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('ratelimit-limit')).toBe('300');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const body = answer.json() as { meta: { requestId: string } };
    expect(body).toMatchObject({ success: false, error: { code: 'UNAUTHENTICATED' } });
    expect(body.meta.requestId).toBe(answer.headers.get('x-request-id'));
  });

  test.each([
    ['GET', '/api/nothing', 404, 'NO_SUCH_ROUTE'],
    ['DELETE', '/api/v1/users', 405, 'METHOD_NOT_ALLOWED'],
  ])('%s %s is a %d of the API, not a page of the workbench', async (method, path, status, code) => {
    const answer = await send(method, path);
    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject({ error: { code } });
  });

  test('refuses a body over the limit that the environment names', async () => {
    const answer = await send('POST', '/api/v1/users', { name: 'x'.repeat(3000) });
    expect(answer.status).toBe(413);
    expect(answer.json()).toMatchObject({ success: false });
  });

  test('/health and /health/ready answer', async () => {
    expect((await send('GET', '/health')).json()).toEqual({ status: 'ok' });
    expect((await send('GET', '/health/ready')).status).toBe(200);
  });
});

describe('the OpenAPI document', () => {
  test('is valid', async () => {
    const { valid, errors } = await new Validator().validate({ ...document });
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  test('has every route of the API, and no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(documented.sort()).toEqual(Object.keys(operations).sort());
  });

  test('says what the API really answers', async () => {
    const check = checkerOf(document);
    const person = { email: 'ana@example.com', name: 'Ana', password };
    const made = await check('POST', '/api/v1/users', '/api/v1/users', person);
    const { id } = made.data as { id: string };
    await check('POST', '/api/v1/users', '/api/v1/users', person);
    await check('POST', '/api/v1/users', '/api/v1/users', { email: 'nobody' });
    const login = await check('POST', '/api/v1/auth/login', '/api/v1/auth/login', {
      email: person.email,
      password,
    });
    const tokens = login.data as { accessToken: string; refreshToken: string };
    const signed = { authorization: `Bearer ${tokens.accessToken}` };
    const user = '/api/v1/users/{id}';
    const order = { totalCents: 5, currency: 'EUR' };
    const key = { ...signed, 'idempotency-key': 'one' };
    await check('GET', user, `/api/v1/users/${id}`, undefined, signed);
    await check('GET', user, '/api/v1/users/x', undefined, signed);
    await check('PUT', user, `/api/v1/users/${id}`, { email: person.email, name: 'Anna' }, signed);
    await check('PATCH', user, `/api/v1/users/${id}`, { name: 'Ana' }, signed);
    await check('GET', '/api/v1/users', '/api/v1/users', undefined, signed);
    const placed = await check('POST', `${user}/orders`, `/api/v1/users/${id}/orders`, order, key);
    const { id: orderId } = placed.data as { id: string };
    await check('GET', `${user}/orders`, `/api/v1/users/${id}/orders`, undefined, signed);
    await check('GET', '/api/v1/orders/{id}', `/api/v1/orders/${orderId}`, undefined, signed);
    await check('PATCH', '/api/v1/orders/{id}', `/api/v1/orders/${orderId}`, { status: 'paid' }, signed);
    await check('GET', '/api/v2/users/{id}/orders', `/api/v2/users/${id}/orders`, undefined, signed);
    await check('GET', '/api/v2/orders/{id}', `/api/v2/orders/${orderId}`, undefined, signed);
    await check('DELETE', user, `/api/v1/users/${id}`, undefined, signed);
    const refresh = { refreshToken: tokens.refreshToken };
    await check('POST', '/api/v1/auth/refresh', '/api/v1/auth/refresh', refresh);
    await check('POST', '/api/v1/auth/refresh', '/api/v1/auth/refresh', refresh);
    await check('POST', '/api/v1/auth/logout', '/api/v1/auth/logout', undefined, signed);
  });
});

/** Sends a request and fails unless the document has its answer: the status, and the form of the body. */
function checkerOf(openApi: OpenApi) {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'document', ...openApi });
  return async (
    method: string,
    path: string,
    target: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => {
    const answer = await send(method, target, body, headers);
    const name = `${method} ${path} ${answer.status}`;
    const response = openApi.paths[path]?.[method.toLowerCase()]?.responses[answer.status];
    expect(response, name).toBeDefined();
    const schema = response?.content?.['application/json']?.schema;
    const { text } = answer;
    if (schema === undefined) {
      expect(text, name).toBe('');
      return {};
    }
    const received = JSON.parse(text) as { data?: unknown };
    const pointer = [
      path,
      method.toLowerCase(),
      'responses',
      `${answer.status}`,
      'content',
      'application/json',
    ]
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const isValid = ajv.validate({ $ref: `document#/paths/${pointer}/schema` }, received);
    expect(isValid ? [] : ajv.errors, name).toEqual([]);
    return received;
  };
}

describe('the page of the document', () => {
  test('/api leads to it', async () => {
    const answer = await fetch(`${url}/api`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/api/docs']);
  });

  test('has a policy that lets nothing run but its own files', async () => {
    const page = await send('GET', '/api/docs');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'sha256-[\w+/=]+';/);
    expect(policy).not.toContain('unsafe');
    const html = page.text;
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect((await send('GET', file)).status, file).toBe(200);
  });
});

test('an API that cannot start says so, and the workbench goes on', async () => {
  const configuration = readConfiguration({ LOG_LEVEL: 'silent' });
  // More memory than the password hashing allows itself: the API fails to start.
  const broken = { ...configuration, api: { ...configuration.api, passwordCost: 40 } };
  const other = await buildApp({ webFolder: workbench.folder, configuration: broken });
  const address = await other.listen({ host: '127.0.0.1', port: 0 });
  const refused = await fetch(`${address}/api/v1/users`);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await refused.json()).toMatchObject({ success: false, error: { code: 'NOT_READY' } });
  expect((await fetch(`${address}/`)).status).toBe(200);
  await other.close();
});

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import fastify from 'fastify';
import { request as sendHttp } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readProjectSkill } from '../../../lessons/src/skill/project-skill.ts';
import { Exercises } from '../../../server/src/exercises/exercises.ts';
import { TeamLinter } from '../../../server/src/lint/linter.ts';
import { mcpRoutes } from '../../../server/src/mcp/mcp-routes.ts';
import { projectPlaces } from '../../../server/src/places.ts';

const linter = new TeamLinter(projectPlaces.lintWorker);

async function listen(requestsPerMinute: number) {
  const app = fastify({ forceCloseConnections: true });
  const parts = { skill: await readProjectSkill(), exercises: new Exercises(projectPlaces.course), linter };
  const limits = { hosts: ['localhost', '127.0.0.1'], requestsPerMinute, bodyKilobytes: 128 };
  await app.register(mcpRoutes(parts, limits));
  return { app, address: await app.listen({ host: '127.0.0.1', port: 0 }) };
}

let server: Awaited<ReturnType<typeof listen>>;
const client = new Client({ name: 'test', version: '1' });

beforeAll(async () => {
  server = await listen(10_000);
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.address}/mcp`)));
});
afterAll(async () => {
  await client.close();
  await server.app.close();
  await linter.close();
});

interface RawAnswer {
  readonly status: number | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** Sends headers that fetch would not. */
function send(
  headers: Record<string, string>,
  body = '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  method = 'POST',
  address = server.address,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = sendHttp(
      `${address}/mcp`,
      {
        method,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.on('data', (data: Buffer) => (text += data.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: text }),
        );
      },
    );
    request.on('error', reject);
    request.end(method === 'POST' ? body : undefined);
  });
}

test('offers everything but what would run code', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name).sort()).toEqual([
    'find_pattern',
    'get_exercise',
    'lint',
    'list_exercises',
  ]);
  expect(tools.every(({ outputSchema }) => outputSchema !== undefined)).toBe(true);
  const asked = client.callTool({ name: 'check_exercise', arguments: { id: 'x', files: {} } });
  await expect(asked).rejects.toThrow(/check_exercise/);
});

test.each(['tools/list', 'resources/list', 'prompts/list', 'skills/list'])(
  '%s is answered in the revision of 2026-07-28, which has no handshake',
  async (method) => {
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const { status, body } = await send(
      { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method },
      JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { _meta } }),
    );
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ id: 1, result: { resultType: 'complete' } });
  },
);

describe('who may ask', () => {
  test.each(['evil.example', '127.0.0.1.evil.example', '169.254.169.254'])(
    'not under the name "%s"',
    async (host) => {
      expect((await send({ host })).status).toBe(403);
    },
  );

  test.each(['http://evil.example', 'null', 'https://localhost.evil.example', 'file://'])(
    'not a page of %s',
    async (origin) => {
      expect((await send({ origin })).status).toBe(403);
      expect((await send({ origin }, '', 'OPTIONS')).status).toBe(403);
    },
  );

  test('a page of this machine, which may read the answer', async () => {
    const origin = 'http://localhost:6274';
    const { status, headers } = await send({ origin });
    expect([status, headers['access-control-allow-origin']]).toEqual([200, origin]);
    expect((await send({ origin }, '', 'OPTIONS')).status).toBe(204);
  });

  test('only so often in a minute', async () => {
    const small = await listen(2);
    try {
      const answers = [];
      for (let count = 0; count < 3; count += 1)
        answers.push(await send({}, undefined, 'POST', small.address));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
      expect(answers[2]?.headers['retry-after']).toBeDefined();
      expect(JSON.parse(answers[2]?.body ?? '')).toEqual({
        jsonrpc: '2.0',
        id: null,
        error: { code: -32_000, message: expect.stringMatching(/^Too many requests. Try again in \d+ s.$/) },
      });
    } finally {
      await small.app.close();
    }
  });
});

describe('what is refused', () => {
  test('a body that is too large', async () => {
    const code = 'x'.repeat(200 * 1024);
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { code } });
    const refused = await send({}, body);
    expect(refused.status).toBe(413);
    expect(JSON.parse(refused.body)).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32_000 } });
  });

  test('another method, with the one that there is', async () => {
    const { status, headers } = await send({}, undefined, 'PUT');
    expect([status, headers.allow]).toEqual([405, 'POST']);
  });

  test('a body that is no JSON, in the form of the protocol', async () => {
    const { status, body } = await send({}, '{"jsonrpc":');
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ jsonrpc: '2.0', error: { code: -32_700 } });
  });

  test('another media type', async () => {
    expect((await send({ 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('a session, which there is none', async () => {
    expect((await send({}, undefined, 'GET')).status).toBe(405);
    expect((await send({}, undefined, 'DELETE')).status).toBe(405);
  });
});

test('code that is sent is read and not run', async () => {
  const result = await client.callTool({
    name: 'lint',
    arguments: { code: "globalThis.ran = true; process.exit(7); db.query('SELECT * FROM users LIMIT 5');" },
  });
  expect(result.structuredContent).toMatchObject({ findings: [{ rule: 'no-select-star', at: '*' }] });
  expect('ran' in globalThis).toBe(false);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import {
  fastifyProgram,
  get,
  openPlayground,
  responseOf,
  serve,
  startError,
} from '../host/test-playground.ts';

let playground: Playground;

beforeAll(() => {
  playground = openPlayground();
});
afterAll(() => playground.dispose());

const LISTEN = "import { createServer } from 'node:http';\ncreateServer(() => undefined).listen(3000);\n";

describe('a mistake found before anything runs', () => {
  it.each([
    ['a missing bracket', "const a = 1;\nconsole.log('a';\n", { line: 2, column: 16 }],
    [
      'a constant declared twice',
      'const a: number = 1;\nconst b = 2;\n  const a = 3;\n',
      { line: 3, column: 9 },
    ],
    ['await where none may be', 'function f(): void {\n  await f();\n}\n', { line: 2, column: 3 }],
    ['an octal number', 'export const modes = [1 as number, 017];\n', { line: 1, column: 36 }],
  ])('%s: a syntax error at its place', async (_what, program, place) => {
    const error = await startError(playground, program);
    expect(error).toMatchObject({ name: 'SyntaxError', position: { file: 'server.ts', ...place } });
  });

  it('a circle of imports', async () => {
    const error = await startError(playground, {
      'server.ts': `${LISTEN}import './a.ts';\n`,
      'a.ts': "import { b } from './b.ts';\nexport const a = b;\n",
      'b.ts': "import { a } from './a.ts';\nexport const b = a;\n",
    });
    expect(error).toMatchObject({
      name: 'CyclicImport',
      message: 'These files import each other in a circle: a.ts → b.ts → a.ts.',
      position: { file: 'b.ts', line: 1, column: 19 },
    });
  });

  it('a module that is not offered, with what to do instead', async () => {
    expect(
      await startError(playground, "import { readFile } from 'node:fs/promises';\nreadFile('x');\n"),
    ).toMatchObject({
      name: 'UnknownModule',
      position: { file: 'server.ts', line: 1, column: 26 },
      advice: expect.stringContaining('There is no disk'),
    });
    expect(await startError(playground, "\nimport _ from 'lodash';\n_();\n")).toMatchObject({
      name: 'UnknownModule',
      message: "The playground has no module 'lodash'.",
      position: { line: 2, column: 15 },
      advice: expect.stringContaining('fastify'),
    });
  });

  it('require() of CommonJS', async () => {
    const error = await startError(
      playground,
      "// old\nconst express = require('express');\nexpress().listen(3000);\n",
    );
    expect(error).toMatchObject({
      name: 'RequireCall',
      position: { file: 'server.ts', line: 2, column: 17 },
      advice: expect.stringContaining("import express from 'express'"),
    });
  });

  it('a file that does not exist, with the one that was meant', async () => {
    const error = await startError(playground, {
      'server.ts': "import { users } from './user.ts';\nusers();\n",
      'users.ts': 'export const users = () => [];\n',
    });
    expect(error).toMatchObject({
      name: 'MissingFile',
      position: { line: 1, column: 23 },
      advice: "Did you mean './users.ts'?",
    });
  });

  it('a name that a file does not export, through export * too', async () => {
    const error = await startError(playground, {
      'server.ts': "import {\n  known,\n  findUser,\n} from './index.ts';\nfindUser(known);\n",
      'index.ts': "export * from './users.ts';\nexport const known = 1;\n",
      'users.ts': 'export function findUsers() {}\nexport default 1;\n',
    });
    expect(error).toMatchObject({
      name: 'MissingExport',
      message: "'./index.ts' has no export named 'findUser'.",
      position: { file: 'server.ts', line: 3, column: 3 },
      advice: "Did you mean 'findUsers'?",
    });
  });

  it('a name that a package does not export', async () => {
    expect(await startError(playground, "import { Poool } from 'pg';\nnew Poool();\n")).toMatchObject({
      name: 'MissingExport',
      advice: "Did you mean 'Pool'?",
    });
  });
});

describe('a mistake found while the program starts', () => {
  it('has the place and the way there, in the learner’s own files', async () => {
    const error = await startError(playground, {
      'server.ts': "import { connect } from './connect.ts';\n\nawait connect(null);\n",
      'connect.ts':
        'interface Options { url: string }\nexport async function connect(options: Options | null) {\n  return options!.url;\n}\n',
    });
    expect(error).toMatchObject({
      name: 'TypeError',
      position: { file: 'connect.ts', line: 3, column: 19 },
      frames: [
        { file: 'connect.ts', line: 3, column: 19 },
        { file: 'server.ts', line: 3, column: 7 },
      ],
      advice: expect.any(String),
    });
  });

  it('tells who uses require() to import', async () => {
    const error = await startError(playground, 'const path = __dirname;\nconsole.log(path);\n');
    expect(error).toMatchObject({
      name: 'ReferenceError',
      position: { line: 1, column: 14 },
      advice: expect.stringContaining('ES module'),
    });
  });

  it('says that a thrown value is no Error', async () => {
    expect(await startError(playground, "throw 'no';")).toMatchObject({
      message: 'The program threw "no", which is not an Error.',
    });
  });

  it('says that a port is taken', async () => {
    const error = await startError(
      playground,
      "import { createServer } from 'node:http';\nimport Fastify from 'fastify';\ncreateServer().listen(0);\nconst one = createServer();\none.listen(4000, () => undefined);\nawait Fastify().listen({ port: 4000 });\n",
    ).catch((error: unknown) => error);
    // The first server listens, so the program is up; the second's error is its own.
    expect(String(error)).toContain('listening');
  });
});

describe('modules that run', () => {
  it('share live bindings, run once, in order, and may await at the top', async () => {
    await serve(playground, {
      'server.ts': fastifyProgram(`import { count, increase } from './count.ts';
import './log.ts';
app.get('/', async () => { increase(); return { count, order: (globalThis as any).order }; });`),
      'count.ts':
        "(globalThis as any).order = ['count'];\nexport let count = await Promise.resolve(1);\nexport const increase = () => { count += 1; };\n",
      'log.ts': "import { count } from './count.ts';\n(globalThis as any).order.push('log', count);\n",
    });
    expect(responseOf(await get(playground, '/')).body).toBe('{"count":2,"order":["count","log",1]}');
  });

  it('resolve .ts, .js and bare paths, folders and re-exports', async () => {
    await serve(playground, {
      'server.ts': fastifyProgram(`import { a, b, c, d } from './parts';
app.get('/', async () => [a, b, c, d]);`),
      'parts/index.ts':
        "export { a } from './a.js';\nexport { default as b } from './b';\nexport * from './deep/c.ts';\n",
      'parts/a.ts': 'export const a = 1;\n',
      'parts/b.ts': 'export default 2;\n',
      'parts/deep/c.ts': 'export const [c, { d }] = [3, { d: 4 }];\n',
    });
    expect(responseOf(await get(playground, '/')).body).toBe('[1,2,3,4]');
  });

  it('can be imported later, and know where they are', async () => {
    await serve(playground, {
      'server.ts': fastifyProgram(`app.get('/', async () => (await import('./late.ts')).here);
app.get('/none', async () => import('./none.ts'));`),
      'late.ts': "export const here = [import.meta.url, import.meta.dirname, 'import.meta'];\n",
    });
    expect(JSON.parse(responseOf(await get(playground, '/')).body)).toEqual([
      'file:///app/late.ts',
      '/app',
      'import.meta',
    ]);
    const { logs } = await get(playground, '/none');
    expect(logs).toMatchObject([
      { error: { name: 'MissingFile', position: { file: 'server.ts', line: 4 } } },
    ]);
  });

  it('have enums and parameter properties, and leave types behind', async () => {
    await serve(
      playground,
      fastifyProgram(`enum Level { Low = 1, High }
class Point { constructor(readonly x: number, private y = 2) {} sum() { return this.x + this.y; } }
type Shape = { kind: 'point' } & Record<string, unknown>;
const shape = { kind: 'point' } satisfies Shape;
app.get('/', async () => [Level[Level.High], new Point(1).sum(), shape.kind as string]);`),
    );
    expect(responseOf(await get(playground, '/')).body).toBe('["High",3,"point"]');
  });

  it('get zod', async () => {
    await serve(
      playground,
      fastifyProgram(`import { z } from 'zod';
const User = z.object({ name: z.string().min(1) });
app.post('/', async (request, reply) => {
  const parsed = User.safeParse(request.body);
  return parsed.success ? parsed.data : reply.code(422).send(parsed.error.issues.map((issue) => issue.message));
});`),
    );
    const response = responseOf(
      await playground.send({
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/json' },
        body: '{"name":""}',
      }),
    );
    expect(response).toMatchObject({
      status: 422,
      body: '["Too small: expected string to have >=1 characters"]',
    });
  });

  it('are told that there is no network', async () => {
    await serve(
      playground,
      fastifyProgram(
        "app.get('/', async () => fetch('https://example.com').catch((error) => error.message));",
      ),
    );
    expect(responseOf(await get(playground, '/')).body).toContain('no network');
  });
});

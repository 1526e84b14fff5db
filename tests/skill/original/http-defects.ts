import express from 'express';
import express4 from 'express-4';
import rateLimit from 'express-rate-limit';
import type { AddressInfo } from 'node:net';
import ts from 'typescript';
import { expect, vi } from 'vitest';
import { repositoryOn } from './data-defects.ts';
import { failureOf, type Defects } from './defect.ts';
import { allTypeScript, originalText, runSnippet, snippet } from './snippet.ts';

type Handler = (request: object, response: object) => Promise<unknown>;

class ValidationError extends Error {}
class ConflictError extends Error {}

/** What the original's POST handler answers when the service does `create`. */
async function create(create: () => Promise<unknown>) {
  let handler: Handler | undefined;
  const app = { post: (_: string, given: Handler) => (handler = given) };
  const [, usage = ''] = snippet('statuses').split('// Example usage');
  runSnippet(usage, { app, userService: { create }, ValidationError, ConflictError });
  const answer: { status?: number; body?: unknown } = {};
  const response = {
    status: (status: number) => {
      answer.status = status;
      return { json: (body: unknown) => (answer.body = body) };
    },
  };
  await handler?.({ body: {} }, response);
  return answer;
}

/** The handlers of both versions. */
function versions(userService: object): Record<'v1' | 'v2', Handler> {
  const found: Partial<Record<'v1' | 'v2', Handler>> = {};
  const router = (name: 'v1' | 'v2') => ({ get: (_: string, handler: Handler) => (found[name] = handler) });
  const app = { use: () => undefined };
  runSnippet(snippet('versioning'), {
    app,
    v1Routes: 0,
    v2Routes: 0,
    v1Router: router('v1'),
    v2Router: router('v2'),
    userService,
  });
  return found as Record<'v1' | 'v2', Handler>;
}

type App = { listen(port: number, host: string): ReturnType<express.Express['listen']> };

/** Runs `work` against an app that listens. */
async function listening<Result>(app: App, work: (url: string) => Promise<Result>): Promise<Result> {
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** HTTP and versioning. */
export const httpDefects: Defects = {
  D29: () => {
    const lines = snippet('statuses').split('\n');
    expect(lines.filter((line) => /^20[04] .*DELETE/.test(line))).toHaveLength(2);
  },
  D30: () => {
    const meaning = (status: string) =>
      new RegExp(`^${status} .*// (.*)$`, 'm').exec(snippet('statuses'))?.[1];
    // Both mean the same, and the example answers 422 to invalid input.
    expect([meaning('400'), meaning('422')]).toEqual(['Invalid input data', 'Validation errors']);
    expect(snippet('format')).toMatch(/"VALIDATION_ERROR",\s*"message": "Invalid email format"/);
  },
  D31: () => {
    expect(snippet('statuses')).not.toContain('429');
    expect(originalText).not.toMatch(/\bLocation\b|WWW-Authenticate|Retry-After/);
  },
  D32: async (database) => {
    const created = await create(async () => ({ id: '1' }));
    const refused = await create(() => Promise.reject(new ConflictError('Taken')));
    expect([created.body, refused.body]).toEqual([{ id: '1' }, { error: 'Taken' }]);
    expect([created.body, refused.body].filter((body) => 'success' in (body as object))).toEqual([]);
    expect(database).toBeDefined();
  },
  D33: () => {
    const [, failure = ''] = snippet('format').split('// Error response');
    const { error } = JSON.parse(failure) as { error: { details: object } };
    expect(error.details).toEqual({ field: 'email', value: 'invalid-email' });
  },
  D34: async (database) => {
    expect(await failureOf(() => repositoryOn(database).findById('123'))).toBe('22P02');
  },
  D35: async () => {
    const ask = (framework: typeof express) => {
      const app = framework();
      const { v1 } = versions({ getUser: () => Promise.reject(new Error('the database is down')) });
      app.get('/users/:id', v1 as express.RequestHandler);
      app.use(((error, _request, response, _next) => {
        response.status(500).send(String(error));
      }) as express.ErrorRequestHandler);
      return listening(app, async (url) => {
        const answer = fetch(`${url}/users/1`, { signal: AbortSignal.timeout(500) });
        return answer.then(({ status }) => status).catch((error: Error) => error.name);
      });
    };
    const ignored = () => undefined;
    process.on('unhandledRejection', ignored);
    const listeners = process.listeners('unhandledRejection').filter((listener) => listener !== ignored);
    for (const listener of listeners) process.off('unhandledRejection', listener);
    try {
      expect([await ask(express4), await ask(express)]).toEqual(['TimeoutError', 500]);
    } finally {
      process.off('unhandledRejection', ignored);
      for (const listener of listeners) process.on('unhandledRejection', listener);
    }
  },
  D36: async () => {
    const written = [vi.spyOn(console, 'error'), vi.spyOn(console, 'log'), vi.spyOn(process.stderr, 'write')];
    const answer = await create(() => Promise.reject(new Error('the disk is full')));
    expect(answer.status).toBe(500);
    expect(written.map((spy) => spy.mock.calls.length)).toEqual([0, 0, 0]);
    for (const spy of written) spy.mockRestore();
  },
  D37: () => {
    expect(snippet('urls')).toMatch(/PUT .*full replace/);
    expect(allTypeScript).not.toMatch(/\.put\(|replace/i);
  },
  D38: () => {
    const source = ts.createSourceFile('all.ts', allTypeScript, ts.ScriptTarget.ESNext, true);
    const called = new Set<string>();
    const defined = new Set<string>();
    const look = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
        if (node.expression.expression.getText() === 'userService') called.add(node.expression.name.text);
      }
      if (ts.isMethodDeclaration(node)) defined.add(node.name.getText());
      ts.forEachChild(node, look);
    };
    look(source);
    const missing = [...called].filter((name) => !defined.has(name));
    expect(missing).toEqual(expect.arrayContaining(['getUser', 'getAllUsers', 'enrichUserData']));
  },
  D47: async () => {
    const userService = {
      getUser: async () => ({ id: '1', name: 'Ana' }),
      enrichUserData: async (user: object) => ({ ...user, orders: 3 }),
    };
    const headers: string[] = [];
    const answers: Record<string, unknown>[] = [];
    const response = {
      json: (body: Record<string, unknown>) => answers.push(body),
      set: (name: string) => headers.push(name),
      setHeader: (name: string) => headers.push(name),
    };
    const { v1, v2 } = versions(userService);
    await v1({ params: { id: '1' } }, response);
    await v2({ params: { id: '1' } }, response);
    // Every field of version 1 is in version 2 as it was: clients of version 1 could read it.
    expect(answers[1]).toMatchObject(answers[0] ?? {});
    expect(headers).toEqual([]);
  },
};

type Login = (request: express.Request, response: express.Response) => void;

/** An Express 5 with the original's limiters. */
function limited(loginHandler: Login) {
  const app = express();
  app.use(express.json());
  runSnippet(snippet('rateLimiting'), { app, rateLimit, loginHandler });
  app.get('/api/users', (_request, response) => void response.json({}));
  return app;
}

const wrongPassword: Login = (request, response) => {
  const isRight = (request.body as { password?: string }).password === 'right';
  response.status(isRight ? 200 : 401).json({});
};

const login = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const refused = (url: string) => login(url, { email: 'ana', password: 'wrong' });

async function afterFiveFailures<Result>(
  handler: Login,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  return listening(limited(handler), async (url) => {
    for (let count = 0; count < 5; count += 1) await refused(url);
    return work(url);
  });
}

/** Rate limiting. */
export const limitDefects: Defects = {
  D60: async () => {
    const second = limited(wrongPassword);
    const statuses = await afterFiveFailures(wrongPassword, async (url) => [
      (await refused(url)).status,
      // Another instance of the same service, and another client behind the same proxy.
      await listening(second, async (other) => (await refused(other)).status),
      (await login(url, { email: 'bob', password: 'right' }, { 'x-forwarded-for': '203.0.113.9' })).status,
    ]);
    expect(statuses).toEqual([429, 401, 429]);
  },
  D61: async () => {
    const type = await afterFiveFailures(wrongPassword, async (url) =>
      (await refused(url)).headers.get('content-type'),
    );
    expect(type).toMatch('text/html');
  },
  D62: async () => {
    const headers = await afterFiveFailures(wrongPassword, async (url) => (await refused(url)).headers);
    expect(headers.has('x-ratelimit-limit')).toBe(true);
  },
  D63: async () => {
    const statuses = await afterFiveFailures(wrongPassword, async (url) => [
      (await login(url, { email: 'ana', password: 'right' })).status,
      (await login(url, { email: 'bob', password: 'right' })).status,
    ]);
    expect(statuses).toEqual([429, 429]);
  },
  D64: async () => {
    const polite: Login = (_request, response) => void response.json({ success: false });
    expect(await afterFiveFailures(polite, async (url) => (await refused(url)).status)).toBe(200);
  },
};

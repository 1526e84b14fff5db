import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Playground } from '../../../lessons/runtime/playground.ts';
import { fastifyProgram, get, openPlayground, responseOf, serve } from './test-playground.ts';

let playground: Playground;

beforeAll(() => {
  playground = openPlayground();
});
afterAll(() => playground.dispose());

describe('the log', () => {
  it('has every line of a request with its level and its own place', async () => {
    await serve(playground, {
      'server.ts': fastifyProgram(`import { greet } from './greet.ts';
app.get('/', async () => greet('Ada' as string));`),
      'greet.ts': `interface Greeting { text: string }
export function greet(name: string): Greeting {
  console.log('hello %s', name, { id: 1 });
    console.warn([1, 'two']);
  return { text: name };
}
`,
    });
    const { logs } = await get(playground, '/');
    expect(logs).toEqual([
      { level: 'log', text: 'hello Ada { id: 1 }', position: { file: 'greet.ts', line: 3, column: 11 } },
      { level: 'warn', text: "[ 1, 'two' ]", position: { file: 'greet.ts', line: 4, column: 13 } },
    ]);
  });

  it('has the lines of the start with the start', async () => {
    const { logs } = await serve(playground, fastifyProgram("console.info('starting');"));
    expect(logs).toMatchObject([{ level: 'info', text: 'starting', position: { line: 3 } }]);
  });

  it('says why a handler answered 500, even without a logger', async () => {
    await serve(playground, {
      'server.ts': fastifyProgram(`import { nameOf } from './name.ts';
app.get('/', async () => ({ name: nameOf(undefined) }));`),
      'name.ts': `export function nameOf(user: { name: string } | undefined): string {
  return user!.name;
}
`,
    });
    const exchange = await get(playground, '/');
    expect(responseOf(exchange).status).toBe(500);
    expect(exchange.logs).toMatchObject([
      {
        level: 'error',
        position: { file: 'name.ts', line: 2, column: 16 },
        error: {
          name: 'TypeError',
          frames: [
            { file: 'name.ts', line: 2, column: 16 },
            { file: 'server.ts', line: 4, column: 35 },
          ],
        },
      },
    ]);
  });

  it('has the lines of a logger as pino writes them', async () => {
    await serve(
      playground,
      fastifyProgram(
        `app.get('/', async (request) => { request.log.warn({ user: 7 }, 'careful'); throw new Error('no'); });`,
        '{ logger: true }',
      ),
    );
    const { logs } = await get(playground, '/');
    const lines = logs.map((entry) => ({
      level: entry.level,
      line: entry.position?.line,
      ...JSON.parse(entry.text),
    }));
    expect(lines).toMatchObject([
      { level: 30, msg: 'incoming request' },
      { level: 40, msg: 'careful', user: 7 },
      { level: 50, msg: 'no', line: 3 },
      { level: 30, msg: 'request completed', res: { statusCode: 500 } },
    ]);
    expect(logs.map((entry) => entry.level)).toEqual(['info', 'warn', 'error', 'info']);
  });

  it('keeps what a program writes between two requests for the next', async () => {
    await serve(
      playground,
      fastifyProgram(`app.get('/', async () => { setTimeout(() => console.log('later'), 5); return 1; });
app.get('/next', async () => { await new Promise((resolve) => setTimeout(resolve, 30)); return 2; });`),
    );
    const first = await get(playground, '/');
    const second = await get(playground, '/next');
    expect([...first.logs, ...second.logs]).toMatchObject([{ text: 'later' }]);
  });
});

describe('an error that nothing catches', () => {
  it('of a promise ends the process as in Node, after the response that was ready', async () => {
    await serve(
      playground,
      fastifyProgram(`app.get('/', async () => {
  void Promise.reject(new Error('mail server is down'));
  return { sent: true };
});
app.get('/alive', async () => 'yes');`),
    );
    const exchange = await get(playground, '/');
    expect(responseOf(exchange).body).toBe('{"sent":true}');
    const next = await get(playground, '/alive');
    expect(responseOf(next).body).toBe('yes');
    expect([...exchange.logs, ...next.logs]).toMatchObject([
      {
        level: 'error',
        text: 'Uncaught Error: mail server is down',
        error: { message: 'mail server is down', position: { file: 'server.ts', line: 4, column: 23 } },
      },
    ]);
  });

  it('ends the requests that are under way', async () => {
    await serve(
      playground,
      fastifyProgram(`app.get('/', async () => {
  setTimeout(() => { throw new RangeError('late'); }, 5);
  await new Promise(() => undefined);
});`),
    );
    const { outcome, logs } = await get(playground, '/');
    expect(outcome).toMatchObject({ kind: 'failed', error: { name: 'RangeError', message: 'late' } });
    expect(logs).toMatchObject([{ text: 'Uncaught RangeError: late', error: { position: { line: 4 } } }]);
  });

  it('goes to the listener of a program that has one', async () => {
    await serve(
      playground,
      fastifyProgram(`process.on('unhandledRejection', (reason: any) => console.error('seen', reason.message));
app.get('/', async () => { void Promise.reject(new Error('oops')); return 1; });`),
    );
    const first = await get(playground, '/');
    expect(first.logs).toMatchObject([{ level: 'error', text: 'seen oops' }]);
  });

  it('is told apart from process.exit()', async () => {
    await serve(playground, fastifyProgram(`app.get('/', async () => { process.exit(3); });`));
    const { outcome } = await get(playground, '/');
    expect(outcome).toMatchObject({ kind: 'failed', error: { name: 'ProcessExit', position: { line: 3 } } });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpRequest, Playground, ServiceConditions } from '../../../lessons/runtime/playground.ts';
import { fastifyProgram, openPlayground, responseOf, serve, startError } from './test-playground.ts';

let playground: Playground;

beforeAll(async () => {
  playground = openPlayground();
  await playground.resetDatabase({ schema: '', seed: '' });
});
afterAll(() => playground.dispose());

const ORDERS = fastifyProgram(`let placed = 0;
app.get('/count', async () => ({ placed }));
app.get('/old', async (request, reply) => reply.redirect('/orders/7?full=yes', 301));
app.get('/orders/:id', async (request) => ({ id: request.params.id, ...request.query, from: request.headers['x-from'] }));
app.post('/orders', async (request, reply) => { placed++; return reply.code(201).header('location', '/orders/8').send(request.body); });`);

const files = (routes: string) => ({
  'server.ts': fastifyProgram(`const read = async (response) => [response.status, await response.text()];
const reason = (error) => [error.name, error.message, error.cause?.code];
${routes}`),
  'services/orders/server.ts': ORDERS,
  'services/stock/server.ts': `import { amount } from './amount.ts';
${fastifyProgram(`app.get('/', async () => ({ amount }));`)}`,
  'services/stock/amount.ts': 'export const amount = 3;\n',
});

const send = async (request: Partial<HttpRequest> = {}): Promise<unknown> =>
  JSON.parse(responseOf(await playground.send({ method: 'GET', path: '/', ...request })).body);

describe('a program with services', () => {
  it('reaches them by fetch, and is itself what requests reach', async () => {
    await serve(
      playground,
      files(`app.get('/', async () => [
  await read(await fetch('http://orders.internal/orders/5?page=2', { headers: { 'X-From': 'shop' } })),
  await (await fetch(new Request('http://stock.internal/'))).json(),
  await read(await fetch('http://orders.internal/old')),
  (await fetch('http://orders.internal/old', { redirect: 'manual' })).headers.get('location'),
]);
app.post('/', async (request) => {
  const body = JSON.stringify(request.body);
  const response = await fetch('http://orders.internal/orders', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  return [response.status, response.ok, response.headers.get('location'), await response.json()];
});`),
    );
    expect(await send()).toEqual([
      [200, '{"id":"5","page":"2","from":"shop"}'],
      { amount: 3 },
      [200, '{"id":"7","full":"yes"}'],
      '/orders/7?full=yes',
    ]);
    const headers = { 'Content-Type': 'application/json' };
    expect(await send({ method: 'POST', headers, body: '{"name":"Žofie"}' })).toEqual([
      201,
      true,
      '/orders/8',
      { name: 'Žofie' },
    ]);
  });

  it('reaches nothing else, and is told so', async () => {
    await serve(playground, files(`app.get('/', () => fetch('https://example.org/').catch(reason));`));
    expect(await send()).toEqual([
      'TypeError',
      'fetch failed: the playground has no network, so https://example.org/ cannot be reached. ' +
        'It reaches http://orders.internal, http://stock.internal.',
      'ENOTFOUND',
    ]);
  });

  it('says where a service fails to start', async () => {
    const broken = { ...files(''), 'services/stock/amount.ts': '\nexport const amount = ;\n' };
    expect(await startError(playground, broken)).toMatchObject({
      name: 'SyntaxError',
      position: { file: 'services/stock/amount.ts', line: 2 },
    });
  });
});

describe('the way to a service', () => {
  const ask = `app.get('/', async () => {
  const seen = [];
  for (let call = 0; call < 4; call++) {
    const signal = AbortSignal.timeout(50);
    seen.push(await fetch('http://orders.internal/orders', { method: 'POST', signal }).then((response) => response.status, (error) => error.cause?.code ?? error.name));
  }
  seen.push(await (await fetch('http://stock.internal/')).json());
  return seen;
});
app.get('/placed', async () => (await fetch('http://orders.internal/count')).json());`;

  it.each<[string, ServiceConditions, readonly unknown[], number]>([
    ['is open', {}, [201, 201, 201, 201], 4],
    ['breaks in turn', { outcomes: ['refuse', 503, 'answer'] }, ['ECONNREFUSED', 503, 201, 201], 2],
    ['loses the request', { outcomes: ['lose-request', 'answer'] }, ['ECONNRESET', 201, 201, 201], 3],
    [
      'loses the answer, with the work done',
      { outcomes: ['lose-response', 'answer'] },
      ['ECONNRESET', 201, 201, 201],
      4,
    ],
    ['hangs until the caller gives up', { outcomes: ['hang', 'answer'] }, ['TimeoutError', 201, 201, 201], 3],
  ])('%s', async (_how, orders, expected, placed) => {
    await serve(playground, files(ask));
    await playground.setServices({ orders });
    expect(await send()).toEqual([...expected, { amount: 3 }]);
    await playground.setServices({});
    expect(await send({ path: '/placed' })).toEqual({ placed });
  });

  it('takes its time: once for calls that are made together', async () => {
    const both = `const call = () => fetch('http://stock.internal/');
app.get('/', async () => { const began = Date.now(); await Promise.all([call(), call(), call()]); return Date.now() - began; });`;
    await playground.setServices({ stock: { latency: 60_000 } });
    await serve(playground, files(both));
    const answered = send();
    await playground.advanceClock(60_000);
    expect(Math.round(Number(await answered) / 10_000)).toBe(6);
    await playground.setServices({});
  });
});

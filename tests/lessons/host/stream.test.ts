import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Playground, ResponsePart } from '../../../lessons/runtime/playground.ts';
import { fastifyProgram, get, openPlayground, responseOf, serve, stopReasonOf } from './test-playground.ts';

let playground: Playground;

beforeAll(async () => {
  playground = openPlayground();
  await serve(
    playground,
    fastifyProgram(`
let closed = 0;
app.get('/ticks', (request, reply) => {
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
  let count = 0;
  const timer = setInterval(() => reply.raw.write('data: ' + ++count + '\\n\\n'), 20);
  reply.raw.on('close', () => { closed++; clearInterval(timer); });
});
app.get('/closed', () => ({ closed }));
app.get('/stuck', (request, reply) => {
  reply.raw.write('begun');
  setTimeout(() => { for (;;); }, 100);
});
app.get('/flood', (request, reply) => {
  const chunk = 'x'.repeat(1024 * 1024);
  setInterval(() => reply.raw.write(chunk), 1);
});
app.get('/bytes', (request, reply) => reply.type('image/png').send(Buffer.from([0x89, 0x50, 0xff, 0x00])));
`),
  );
});
afterAll(() => playground.dispose());

/** Sends a watched request and does something at each part of the response, with what has come so far. */
async function watched(path: string, onPart: (received: string, part: ResponsePart) => void) {
  const decoder = new TextDecoder();
  let received = '';
  const end = playground.onPart((part) => {
    for (const { content } of part.chunks) received += decoder.decode(content, { stream: true });
    onPart(received, part);
  });
  const exchange = await playground.send({ method: 'GET', path }, { isWatched: true });
  end();
  return exchange;
}

describe('a watched response', () => {
  it('is told of as it comes, may take longer than a deadline, and ends where the client hangs up', async () => {
    const heads: (number | undefined)[] = [];
    const exchange = await watched('/ticks', (received, part) => {
      heads.push(part.head?.status);
      // Far beyond the deadline of an answer.
      if (received.includes('data: 110\n')) void playground.hangUp();
    });
    const response = responseOf(exchange);
    expect(response).toMatchObject({ status: 200, isCut: true });
    expect(response.body).toMatch(/^data: 1\n\ndata: 2\n\n/);
    expect(heads[0]).toBe(200);
    expect(heads.slice(1).every((status) => status === undefined)).toBe(true);
    const told = exchange.chunks?.map(({ content }) => new TextDecoder().decode(content)) ?? [];
    expect(told.join('')).toBe(response.body);
    const times = exchange.chunks?.map(({ at }) => at) ?? [];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(JSON.parse(responseOf(await get(playground, '/closed')).body)).toEqual({ closed: 1 });
  });

  it('that is whole at once comes in one piece', async () => {
    let parts = 0;
    const exchange = await watched('/closed', () => parts++);
    expect(responseOf(exchange).status).toBe(200);
    expect(parts).toBe(0);
    expect(exchange.chunks).toBeUndefined();
  });

  it('ends with a program that no longer turns, or that writes more than there is room for', async () => {
    const stuck = await watched('/stuck', () => undefined);
    expect(stopReasonOf(stuck)).toMatchObject({ kind: 'deadline', waitingFor: 'program' });
    const flooded = await watched('/flood', () => undefined);
    expect(stopReasonOf(flooded)).toMatchObject({ kind: 'flood' });
  });
});

it('a body that is no text comes with its bytes', async () => {
  const response = responseOf(await get(playground, '/bytes'));
  expect(response.content).toEqual(new Uint8Array([0x89, 0x50, 0xff, 0x00]));
  expect(response.bytes).toBe(4);
  expect(responseOf(await get(playground, '/closed')).content).toBeUndefined();
});

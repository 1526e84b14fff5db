import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRestApi } from '../../../lessons/skill/backend-development-patterns/examples/rest-api-complete.ts';
import { signUp, signUpAdmin, startService, type Answer, type Service } from '../examples/service.ts';
import { blocksOf, skillFiles, type Block } from './block.ts';
import { empty } from './workplace.ts';

interface Message {
  readonly start: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

let running: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  running = await startService(buildRestApi, undefined);
});
afterAll(() => running.stop());

describe.each(skillFiles.filter((file) => blocksOf(file).some((block) => block.language === 'http')))(
  'the exchanges of %s',
  (file) => {
    let ids: Record<string, string>;
    let tokens: Record<string, string | undefined>;
    beforeAll(async () => {
      const { service } = running;
      await empty(service.database);
      const [customer, other, admin] = [
        await signUp(service),
        await signUp(service),
        await signUpAdmin(service),
      ];
      const order = await placeOrder(service, customer, 'first');
      await placeOrder(service, customer, 'second');
      ids = { customer: customer.id, other: other.id, order };
      tokens = { customer: customer.token, other: other.token, admin: admin.token };
    });

    test.each(blocksOf(file).filter((block) => block.language === 'http'))('$name', async (block) => {
      const { request, expected } = parseExchange(block);
      const [method = '', path = ''] = fill(request.start, ids).split(' ');
      const answer = await running.service.send(method, path, {
        token: tokens[block.sender],
        headers: Object.fromEntries(request.headers),
        ...(request.body !== '' && { body: fill(request.body, ids) }),
      });
      expectAnswer(answer, expected, ids);
    });
  },
);

async function placeOrder(service: Service, { id, token }: { id: string; token: string }, key: string) {
  const body = { totalCents: 1250, currency: 'EUR' };
  const headers = { 'idempotency-key': key };
  const placed = await service.send('POST', `/api/v1/users/${id}/orders`, { token, body, headers });
  return placed.body.data.id as string;
}

function parseExchange(block: Block): { request: Message; expected: Message } {
  const [request, expected, ...rest] = block.code.split('\n\n').map(parseMessage);
  if (!request || !expected || rest.length > 0) {
    throw new Error(`${block.name}: an exchange is a request, an empty line and an answer.`);
  }
  return { request, expected };
}

/** A message, whose body begins at the first line that begins with a brace. */
function parseMessage(text: string): Message {
  const [start = '', ...lines] = text.split('\n');
  const bodyStart = lines.findIndex((line) => line.startsWith('{'));
  const headerLines = bodyStart < 0 ? lines : lines.slice(0, bodyStart);
  return {
    start,
    headers: headerLines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
    body: bodyStart < 0 ? '' : lines.slice(bodyStart).join('\n'),
  };
}

function fill(text: string, ids: Record<string, string>): string {
  return text.replaceAll(/\{(customer|other|order)\}/g, (_, name: string) => ids[name] ?? '');
}

function expectAnswer(answer: Answer, expected: Message, ids: Record<string, string>) {
  expect(`HTTP/1.1 ${answer.status}`, JSON.stringify(answer.body)).toBe(expected.start);
  for (const [name, value] of expected.headers) {
    expect(answer.headers.get(name), name).toMatch(pattern(fill(value, ids)));
  }
  if (expected.body === '') return;
  const wanted: unknown = JSON.parse(fill(expected.body, ids), (_, value: unknown) =>
    typeof value === 'string' && value.includes('…') ? expect.stringMatching(pattern(value)) : value,
  );
  expect(answer.body).toMatchObject(wanted as object);
}

/** What `…` stands for is any text. */
function pattern(text: string): RegExp {
  return new RegExp(`^${text.split('…').map(escapePattern).join('.+')}$`);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

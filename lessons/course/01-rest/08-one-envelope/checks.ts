import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import {
  describeRequest,
  expectJson,
  expectObject,
  expectRows,
  get,
  json,
} from '../../../runtime/checks/expect.ts';
import type { Exchange, HttpRequest } from '../../../runtime/playground.ts';

const ada = { name: 'Ada', email: 'ADA@lovelace.example', password: 'correct horse battery' };
const barbara = {
  name: 'Barbara Liskov',
  email: 'barbara@liskov.example',
  password: 'correct horse battery',
};
const register = (body: object) => json('POST', '/api/users', body);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fail(exchange: Exchange, expected: string): never {
  const { outcome } = exchange;
  const received = outcome.kind === 'response' ? outcome.response.body.slice(0, 240) : outcome.kind;
  throw new CheckFailure({ sent: describeRequest(exchange.request), expected, received });
}

/** Fails unless the response is a success of the envelope. */
function expectSuccess(exchange: Exchange, status = 200): void {
  const body = expectJson(exchange, status);
  if (!isObject(body) || body.success !== true || !('data' in body))
    fail(exchange, '{ success: true, data: … }');
}

/** The error of the envelope. Fails unless the response has this status and a code and a message in it. */
function expectFailure(exchange: Exchange, status: number): Readonly<Record<string, unknown>> {
  const body = expectJson(exchange, status);
  const error = isObject(body) && body.success === false && isObject(body.error) ? body.error : {};
  if (typeof error.code === 'string' && error.code && typeof error.message === 'string' && error.message) {
    return error;
  }
  return fail(exchange, "{ success: false, error: { code: '…', message: '…' } }");
}

const wrapsWhatSucceeds: Check = {
  id: 'wraps-what-succeeds',
  title: 'Answers `{ success: true, data }` with a list, with one user, and with a new one',
  async run({ send }) {
    const list = await send(get('/api/users'));
    expectSuccess(list);
    if (expectRows(list).length !== 2) fail(list, 'a list of 2 users in data');
    const one = await send(get('/api/users/1'));
    expectSuccess(one);
    if (expectObject(one).name !== 'Ada Lovelace') fail(one, 'Ada Lovelace in data');
    const created = await send(register(barbara));
    expectSuccess(created, 201);
    if (expectObject(created, 201).email !== barbara.email) fail(created, `${barbara.email} in data`);
  },
};

const wrapsWhatIsRefused: Check = {
  id: 'wraps-what-is-refused',
  title: 'Answers `{ success: false, error: { code, message } }` with 404 and 409',
  async run({ send }) {
    const missing = await send(get('/api/users/99'));
    const taken = await send(register(ada));
    const codes = [expectFailure(missing, 404).code, expectFailure(taken, 409).code];
    if (codes[0] === codes[1])
      fail(taken, `another code than ${String(codes[0])}, which said that there is no such user`);
  },
};

/** Sends a user with one mistake, and fails unless the answer names the field and does not repeat what was sent. */
async function expectField(
  send: CheckContext['send'],
  body: object,
  field: string,
  secret?: string,
): Promise<void> {
  const exchange = await send(register(body));
  const { details } = expectFailure(exchange, 400);
  const named = Array.isArray(details) ? details.filter(isObject) : [];
  if (!named.some((detail) => detail.field === field && typeof detail.message === 'string')) {
    fail(exchange, `error.details with { field: '${field}', message: '…' }`);
  }
  if (secret && JSON.stringify(expectJson(exchange, 400)).includes(secret)) {
    fail(exchange, 'an answer without the value that was sent');
  }
}

const namesTheField: Check = {
  id: 'names-the-field',
  title: 'Names the field that is not valid, in `error.details`, and never repeats its value',
  async run({ send }) {
    await expectField(send, { ...barbara, password: 'hunter2' }, 'password', 'hunter2');
    await expectField(send, { ...barbara, email: 'barbara at home' }, 'email', 'barbara at home');
    const { name, email } = barbara;
    await expectField(send, { name, email }, 'password');
  },
};

const wrapsWhatFastifyAnswers: Check = {
  id: 'wraps-what-fastify-answers',
  title:
    'Answers in the same shape where no handler ran: unknown paths, broken JSON, other media types, an id that is none',
  async run({ send }) {
    const post = (type: string, body: string): HttpRequest => ({
      method: 'POST',
      path: '/api/users',
      headers: { 'content-type': type },
      body,
    });
    expectFailure(await send(get('/api/user')), 404);
    expectFailure(await send(post('application/json', '{ "name": "Barbara')), 400);
    expectFailure(await send(post('application/xml', '<user/>')), 415);
    expectFailure(await send(get('/api/users/x')), 400);
  },
};

const wrapsSurprises: Check = {
  id: 'wraps-surprises',
  title: 'Answers 500 in the same shape, tells nothing of the database, and logs what happened',
  async run({ send, query }) {
    await query('ALTER TABLE users RENAME COLUMN name TO full_name');
    const exchange = await send(get('/api/users'));
    expectFailure(exchange, 500);
    const body = JSON.stringify(expectJson(exchange, 500));
    if (body.includes('column') || body.includes('does not exist')) {
      fail(exchange, "an answer without PostgreSQL's message");
    }
    if (!exchange.logs.some(({ level }) => level === 'error' || level === 'warn')) {
      throw new CheckFailure({
        sent: `${describeRequest(exchange.request)}, which PostgreSQL refuses`,
        expected: 'the error in the log',
        received: 'nothing in it',
      });
    }
  },
};

export default [
  wrapsWhatSucceeds,
  wrapsWhatIsRefused,
  namesTheField,
  wrapsWhatFastifyAnswers,
  wrapsSurprises,
] satisfies Check[];

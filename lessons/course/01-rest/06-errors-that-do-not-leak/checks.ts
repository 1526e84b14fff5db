import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { describeRequest, expectStatus, get, json } from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

const blankName = json('POST', '/api/users', { email: 'ada@lovelace.example', name: '' });
const takenAddress = json('POST', '/api/users', { email: 'grace@hopper.example', name: 'Somebody' });
const strangeId = get("/api/users/x'");

const unforeseen = [blankName, takenAddress, strangeId];

function answerOf({ outcome }: Exchange): { readonly status: number; readonly body: string } {
  return outcome.kind === 'response' ? outcome.response : { status: 0, body: outcome.kind };
}

const answers500: Check = {
  id: 'answers-500',
  title: 'Answers 500 to what nobody foresaw, with `success: false`',
  async run({ send }) {
    for (const request of unforeseen) {
      const { status, body } = answerOf(await send(request));
      if (status === 500 && /"success":\s*false/.test(body)) continue;
      throw new CheckFailure({
        sent: describeRequest(request),
        expected: '500 with success: false',
        received: `${status} ${body.slice(0, 80)}`,
      });
    }
  },
};

/** What only the inside knows: names of the schema, words of PostgreSQL, its codes, and stacks. */
const internals =
  /users_|relation|constraint|duplicate|violates|syntax|uuid|23\d{3}|22P02|node_modules|\.ts:\d|at \w+ \(/;

const keepsInternalsInside: Check = {
  id: 'keeps-internals-inside',
  title: 'Says nothing of tables, constraints, codes of the database or files',
  async run({ send }) {
    for (const request of unforeseen) {
      const { body } = answerOf(await send(request));
      const leak = internals.exec(body);
      if (!leak) continue;
      throw new CheckFailure({
        sent: describeRequest(request),
        expected: 'an answer in your own words',
        received: `"${leak[0]}" in ${body.slice(0, 140)}`,
      });
    }
  },
};

const logsWhatHappened: Check = {
  id: 'logs-what-happened',
  title: 'Writes the whole error to the log',
  async run({ send }) {
    const { logs } = await send(blankName);
    const log = logs.map(({ text }) => text).join('\n');
    if (log.includes('users_name_not_blank')) return;
    throw new CheckFailure({
      sent: describeRequest(blankName),
      expected: 'the constraint users_name_not_blank, in the log',
      received: log ? `only: ${log.slice(0, 120)}` : 'an empty log',
    });
  },
};

const tellsWhatWasForeseen: Check = {
  id: 'tells-what-was-foreseen',
  title: 'Keeps 404 for nobody, with its code and message, and 400 for a body that can not be read',
  async run({ send }) {
    const nobody = await send(get('/api/users/00000000-0000-4000-8000-000000000000'));
    expectStatus(nobody, 404);
    const { body: said } = answerOf(nobody);
    if (!said.includes('There is no such user.') || !said.includes('"NOT_FOUND"')) {
      throw new CheckFailure({
        sent: describeRequest(nobody.request),
        expected: 'the code and the message of the ApiError, NOT_FOUND and "There is no such user."',
        received: answerOf(nobody).body.slice(0, 120),
      });
    }
    const headers = { 'content-type': 'application/json' };
    expectStatus(await send({ method: 'POST', path: '/api/users', headers, body: '{ "email":' }), 400);
    expectStatus(await send(json('POST', '/api/users', { name: 'No address' })), 400);
  },
};

export default [answers500, keepsInternalsInside, logsWhatHappened, tellsWhatWasForeseen] satisfies Check[];

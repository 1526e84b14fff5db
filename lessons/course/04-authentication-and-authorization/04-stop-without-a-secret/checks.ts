import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { expectObject, expectStatus, json } from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

type Send = CheckContext['send'];

const goodKey = 'g3z6gnyZ6oA2bdBI7a5NCw69fYR/BdrfUztrh0rIOZA=';
const wordAsKey = 'hunter2-hunter2';
const login = json('POST', '/api/login', { email: 'ada@lovelace.example', password: 'analytical engine' });

const deploy = (key?: string) =>
  json('POST', '/deployments', { environment: key === undefined ? {} : { TOKEN_KEY: key } });

function answerOf({ outcome }: Exchange): string {
  return outcome.kind === 'response' ? `${outcome.response.status} ${outcome.response.body}` : outcome.kind;
}

/** Fails unless the shop refuses to start with this key, described by `what`. */
async function expectToStop(send: Send, what: string, key?: string): Promise<void> {
  const exchange = await send(deploy(key));
  if (answerOf(exchange).startsWith('422 ')) return;
  throw new CheckFailure({
    sent: `a start ${what}`,
    expected: 'an error that ends it',
    received: answerOf(exchange).startsWith('201 ')
      ? 'a shop that runs'
      : 'no answer: the platform ended together with the shop, which should only throw',
  });
}

const startsWithAGoodKey: Check = {
  id: 'starts-with-a-good-key',
  title: 'Starts with 32 random bytes, however they are written, and lets people log in',
  async run({ send }) {
    for (const key of [
      goodKey,
      '5e'.repeat(20) + '0123456789abcdef01234567',
      'gT6!kq0-zP3_vW8.bX1~mR5+cY9=hJ2$',
    ]) {
      expectStatus(await send(deploy(key)), 201);
      const token = String(expectObject(await send(login)).token);
      const headers = { authorization: `Bearer ${token}` };
      expectStatus(await send({ method: 'GET', path: '/api/account', headers }), 200);
    }
  },
};

const stopsWithout: Check = {
  id: 'stops-without',
  title: 'Does not start without a key, nor with a blank one',
  async run({ send }) {
    await expectToStop(send, 'without TOKEN_KEY');
    await expectToStop(send, 'with an empty TOKEN_KEY', '');
    await expectToStop(send, 'with 40 spaces as TOKEN_KEY', ' '.repeat(40));
  },
};

const stopsWithAShortOne: Check = {
  id: 'stops-with-a-short-one',
  title: 'Does not start with a key of less than 32 bytes',
  async run({ send }) {
    await expectToStop(send, 'with x as TOKEN_KEY', 'x');
    await expectToStop(send, 'with a word as TOKEN_KEY', wordAsKey);
    await expectToStop(send, 'with 31 bytes as TOKEN_KEY', goodKey.slice(0, 31));
  },
};

const stopsWithTheExample: Check = {
  id: 'stops-with-the-example',
  title: 'Does not start with the key that stands in `example.ts`',
  async run({ send }) {
    await expectToStop(send, 'with the key of example.ts', 'replace-me-with-32-random-bytes-or-more');
  },
};

const tellsWhatToDo: Check = {
  id: 'tells-what-to-do',
  title: 'Names `TOKEN_KEY` and the 32 bytes when it does not start, and does not repeat the key',
  async run({ send }) {
    for (const key of [undefined, wordAsKey]) {
      const answer = answerOf(await send(deploy(key)));
      if (answer.startsWith('201 ')) continue;
      const isHelpful = answer.includes('TOKEN_KEY') && answer.includes('32');
      if (isHelpful && !answer.includes(wordAsKey)) continue;
      throw new CheckFailure({
        sent: key === undefined ? 'a start without TOKEN_KEY' : 'a start with a word as TOKEN_KEY',
        expected: 'a message with TOKEN_KEY and 32 in it, and without the word',
        received: answer,
      });
    }
  },
};

export default [
  startsWithAGoodKey,
  stopsWithout,
  stopsWithAShortOne,
  stopsWithTheExample,
  tellsWhatToDo,
] satisfies Check[];

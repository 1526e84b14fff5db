import { CheckFailure, type Check } from '../../../runtime/checks/check.ts';
import { describeRequest, expectObject, expectStatus, get, json } from '../../../runtime/checks/expect.ts';
import type { CheckContext } from '../../../runtime/checks/check.ts';
import type { HttpRequest } from '../../../runtime/playground.ts';

const ada = { name: 'Ada Lovelace', email: 'ada@lovelace.example', phone: '+44 20 7946 0000' };
const nobody = '/api/users/99';
const path = '/api/users/1';

type Profile = Readonly<Record<'name' | 'email' | 'phone', string | null>>;

/** Fails unless user 1 is this after the requests. */
async function expectUser(
  send: CheckContext['send'],
  requests: readonly HttpRequest[],
  wanted: Profile,
): Promise<void> {
  const { name, email, phone } = expectObject(await send(get(path)));
  const expected = JSON.stringify({ name: wanted.name, email: wanted.email, phone: wanted.phone });
  const received = JSON.stringify({ name, email, phone });
  if (received === expected) return;
  throw new CheckFailure({ sent: requests.map(describeRequest).join(', then '), expected, received });
}

const putReplaces: Check = {
  id: 'put-replaces',
  title: 'PUT replaces: what is not sent is gone, and sent twice it is the same',
  async run({ send }) {
    const without = json('PUT', path, { name: 'Ada King', email: 'ada@king.example' });
    for (let times = 1; times <= 2; times += 1) expectStatus(await send(without), 200, 204);
    await expectUser(send, [without], { name: 'Ada King', email: 'ada@king.example', phone: null });
    const whole = json('PUT', path, ada);
    expectStatus(await send(whole), 200, 204);
    await expectUser(send, [without, whole], ada);
    expectStatus(await send(json('PUT', nobody, { ...ada, email: 'other@example.org' })), 404);
  },
};

const putNeedsEverything: Check = {
  id: 'put-needs-everything',
  title: 'PUT of half a user is a 400, and changes nothing',
  async run({ send }) {
    for (const half of [{ name: 'Ada King' }, { email: 'ada@king.example' }, {}]) {
      const request = json('PUT', path, half);
      expectStatus(await send(request), 400);
      await expectUser(send, [request], ada);
    }
  },
};

const patchChangesAPart: Check = {
  id: 'patch-changes-a-part',
  title: 'PATCH changes what is sent and leaves the rest',
  async run({ send }) {
    const rename = json('PATCH', path, { name: 'Ada King' });
    expectStatus(await send(rename), 200, 204);
    await expectUser(send, [rename], { ...ada, name: 'Ada King' });
    const call = json('PATCH', path, { phone: '+44 20 7946 0001' });
    expectStatus(await send(call), 200, 204);
    await expectUser(send, [rename, call], { ...ada, name: 'Ada King', phone: '+44 20 7946 0001' });
    expectStatus(await send(json('PATCH', nobody, { name: 'Nobody' })), 404);
  },
};

const patchClears: Check = {
  id: 'patch-clears',
  title: 'PATCH with `"phone": null` removes the number',
  async run({ send }) {
    const request = json('PATCH', path, { phone: null });
    expectStatus(await send(request), 200, 204);
    await expectUser(send, [request], { ...ada, phone: null });
  },
};

const patchOfNothing: Check = {
  id: 'patch-of-nothing',
  title: 'PATCH with `{}` changes nothing, and is no 500',
  async run({ send }) {
    const request = json('PATCH', path, {});
    expectStatus(await send(request), 200, 204, 400);
    await expectUser(send, [request], ada);
  },
};

export default [
  putReplaces,
  putNeedsEverything,
  patchChangesAPart,
  patchClears,
  patchOfNothing,
] satisfies Check[];

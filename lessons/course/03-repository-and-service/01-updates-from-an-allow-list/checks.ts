import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectObject, expectStatus, get, json } from '../../../runtime/checks/expect.ts';

const path = '/api/users/2';
const change = (body: object) => json('PATCH', path, body);

/** The profile as the API shows it, without when it changed. */
async function profileOf(send: CheckContext['send']): Promise<string> {
  const { displayName, bio } = expectObject(await send(get(path)));
  return JSON.stringify({ displayName, bio });
}

function expectSame(sent: string, expected: string, received: string): void {
  if (received !== expected) throw new CheckFailure({ sent, expected, received });
}

const changesWhatIsSent: Check = {
  id: 'changes-what-is-sent',
  title: 'Changes `displayName` and `bio`, one or both; `null` clears `bio`, and `updatedAt` moves on',
  async run({ send, advanceClock }) {
    const steps = [
      [{ displayName: 'Ada King' }, { displayName: 'Ada King', bio: 'Likes engines.' }],
      [{ bio: 'Writes notes.' }, { displayName: 'Ada King', bio: 'Writes notes.' }],
      [
        { bio: 'Both.', displayName: 'A. King' },
        { displayName: 'A. King', bio: 'Both.' },
      ],
      [{ bio: null }, { displayName: 'A. King', bio: null }],
    ] as const;
    for (const [body, profile] of steps) {
      const request = change(body);
      expectStatus(await send(request), 200);
      expectSame(describeRequest(request), JSON.stringify(profile), await profileOf(send));
    }

    const { updatedAt: before } = expectObject(await send(get(path)));
    await advanceClock(60_000);
    const request = change({ displayName: 'Countess of Lovelace' });
    expectStatus(await send(request), 200);
    const { updatedAt: after } = expectObject(await send(get(path)));
    if (!(Date.parse(String(after)) > Date.parse(String(before)))) {
      throw new CheckFailure({
        sent: `${describeRequest(request)}, a minute later`,
        expected: `updatedAt after ${String(before)}`,
        received: String(after),
      });
    }
  },
};

const changesNothingForNothing: Check = {
  id: 'changes-nothing-for-nothing',
  title: '`{}` changes nothing, and is no 500',
  async run({ send }) {
    const before = await profileOf(send);
    const { outcome } = await send(change({}));
    const status = outcome.kind === 'response' ? outcome.response.status : 500;
    if (status !== 200 && status !== 400) {
      throw new CheckFailure({
        sent: describeRequest(change({})),
        expected: '200 or 400',
        received: `${status}`,
      });
    }
    expectSame(describeRequest(change({})), before, await profileOf(send));
  },
};

const answers404: Check = {
  id: 'answers-404',
  title: 'Answers 404 when there is no such user',
  async run({ send }) {
    expectStatus(await send(json('PATCH', '/api/users/99', { displayName: 'Nobody' })), 404);
  },
};

/** Keys that a client may try beside the name: columns of today, one of tomorrow, and what is no column. */
const otherKeys: readonly (readonly [key: string, value: unknown])[] = [
  ['role', 'admin'],
  ['passwordHash', '$2b$12$'],
  ['password_hash', '$2b$12$'],
  ['email', 'eve@example.org'],
  ['id', 77],
  ['createdAt', '2001-01-01T00:00:00Z'],
  ['updatedAt', '2001-01-01T00:00:00Z'],
  ['creditCents', 100_000],
  ['nickname', 'Countess'],
  ['constructor', 'x'],
];

const writesNoOtherColumn: Check = {
  id: 'writes-no-other-column',
  title: 'Writes no other column, whatever the keys of the body; no key is a 500, and the attack fails',
  async run({ send, query, attack }) {
    await query('ALTER TABLE users ADD COLUMN credit_cents integer NOT NULL DEFAULT 0');
    const look = async () => {
      const { columns, rows } = await query(
        `SELECT id, email, role, password_hash, credit_cents, created_at, updated_at < '2002-01-01' AS is_backdated
           FROM users WHERE email LIKE 'ada@%' OR id = 2`,
      );
      return columns.map((column, index) => `${column} = ${rows[0]?.[index]}`);
    };
    expectStatus(await send(change({ displayName: 'Ada King' })), 200);
    const before = await look();
    for (const [key, value] of otherKeys) {
      const request = change({ displayName: 'Ada King', [key]: value });
      const { outcome } = await send(request);
      const status = outcome.kind === 'response' ? outcome.response.status : 500;
      const changed = (await look()).filter((column, index) => column !== before[index]);
      const nothing = 'no other column changed';
      expectSame(describeRequest(request), nothing, changed.join(', ') || nothing);
      if (status >= 500) {
        throw new CheckFailure({
          sent: describeRequest(request),
          expected: '200, or 400',
          received: `${status}`,
        });
      }
    }
    const report = await attack();
    if (report.outcome === 'succeeded') {
      throw new CheckFailure({
        sent: `${report.requests} changes of a customer's own profile`,
        expected: 'a customer, who has read nothing',
        received: report.step,
      });
    }
  },
};

export default [
  changesWhatIsSent,
  changesNothingForNothing,
  answers404,
  writesNoOtherColumn,
] satisfies Check[];

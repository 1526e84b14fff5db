import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectRows, get } from '../../../runtime/checks/expect.ts';

/** Fails unless a search for this text finds exactly these users. */
async function expectFound(
  send: CheckContext['send'],
  part: string,
  wanted: readonly string[],
): Promise<void> {
  const exchange = await send(get('/api/users', { email: part }));
  const found = expectRows(exchange).map(({ email }) => String(email));
  if (found.join() === wanted.join()) return;
  throw new CheckFailure({
    sent: describeRequest(exchange.request),
    expected: wanted.join(', ') || 'nobody',
    received: found.join(', ') || 'nobody',
  });
}

const findsParts: Check = {
  id: 'finds-parts',
  title: 'Finds a part of an address, wherever it stands; the first 20 by id',
  async run({ send, query }) {
    await expectFound(send, 'barbara', ['barbara@liskov.example']);
    await expectFound(send, 'ra@lisk', ['barbara@liskov.example']);
    await expectFound(send, 'kay.example', ['alan@kay.example']);
    await expectFound(send, 'nobody', []);
    // Written from the last to the first, so that their order is no accident.
    await query(
      "INSERT INTO users (id, name, email) SELECT n, 'Somebody', n || '@crowd.example' FROM generate_series(140, 101, -1) AS n",
    );
    const first = Array.from({ length: 20 }, (_, index) => `${101 + index}@crowd.example`);
    await expectFound(send, 'crowd', first);
    const exchange = await send(get('/api/users', { email: 'barbara' }));
    const most = Math.max(0, ...exchange.statements.map(({ rows }) => rows));
    if (most <= 20) return;
    throw new CheckFailure({
      sent: describeRequest(exchange.request),
      expected: 'at most 20 rows from the database',
      received: `${most} rows, to be searched in the program`,
    });
  },
};

const takesLettersAsLetters: Check = {
  id: 'takes-letters-as-letters',
  title: 'Takes `%`, `_` and the backslash as characters',
  async run({ send }) {
    await expectFound(send, 'ada_l', ['ada_l@lovelace.example']);
    await expectFound(send, 'don%t', ['don%tex@knuth.example']);
    await expectFound(send, 'don%', ['don%tex@knuth.example']);
    await expectFound(send, 'ada_', ['ada_l@lovelace.example']);
    await expectFound(send, 'tony\\h', ['tony\\hoare@hoare.example']);
    await expectFound(send, 'tony\\', ['tony\\hoare@hoare.example']);
    await expectFound(send, "o'", []);
  },
};

const ignoresCase: Check = {
  id: 'ignores-case',
  title: 'Ignores case, in the search and in the address',
  async run({ send }) {
    await expectFound(send, 'grace@', ['Grace@hopper.example']);
    await expectFound(send, 'ALAN@', ['alan@kay.example']);
    await expectFound(send, 'Radia@Perl', ['RADIA@perlman.example']);
  },
};

export default [findsParts, takesLettersAsLetters, ignoresCase] satisfies Check[];

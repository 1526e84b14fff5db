import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import {
  describeRequest,
  expectObject,
  expectRows,
  expectStatus,
  get,
  json,
} from '../../../runtime/checks/expect.ts';

type Release = 'old' | 'between' | 'next' | 'last';
type Step = 'expand' | 'backfill' | 'loosen' | 'drop';

function expectSame(sent: string, expected: unknown, received: unknown): void {
  const [wanted, got] = [JSON.stringify(expected), JSON.stringify(received) ?? 'nothing'];
  if (wanted !== got) throw new CheckFailure({ sent, expected: wanted, received: got });
}

/** What a deployment and its users do. */
function rollout({ send }: CheckContext) {
  const rename = async (release: Release, id: unknown, name: string) => {
    expectStatus(await send(json('PUT', `/${release}/users/${String(id)}/name`, { name })), 204);
  };
  const add = async (release: Release, name: string) => {
    const request = json('POST', `/${release}/users`, { name });
    const user = expectObject(await send(request), 201);
    expectSame(`the name that ${describeRequest(request)} gives back`, name, user.name);
    return user.id;
  };
  const names = async (release: Release) => {
    const request = get(`/${release}/users`);
    const rows = expectRows(await send(request));
    const ids = rows.map(({ id }) => Number(id));
    expectSame(
      `ids in ${describeRequest(request)}`,
      ids.toSorted((a, b) => a - b),
      ids,
    );
    return rows.map(({ name }) => name);
  };
  return {
    rename,
    add,
    names,
    /** Runs these steps; one that fails is a failure of its own. */
    async migrate(...steps: readonly Step[]) {
      for (const step of steps) expectStatus(await send({ method: 'POST', path: `/migration/${step}` }), 204);
    },
    /** Each adds users and renames its own, the other's, and one who was there: both must see the same. */
    async sideBySide(one: Release, other: Release) {
      const expected = await names(one);
      expectSame(`users of ${other}, which ${one} has too`, expected, await names(other));
      for (const [writer, reader] of [
        [one, other],
        [other, one],
      ] as const) {
        const id = await add(writer, `New by ${writer}`);
        expected.push(`New by ${writer}`);
        expectSame(`a user added by ${writer}, read by ${reader}`, expected, await names(reader));
        for (const [renamer, witness] of [
          [reader, writer],
          [writer, reader],
          [reader, writer],
        ] as const) {
          await rename(renamer, id, `Renamed by ${renamer}`);
          await rename(renamer, 1, `Also by ${renamer}`);
          expected[expected.length - 1] = `Renamed by ${renamer}`;
          expected[0] = `Also by ${renamer}`;
          const sent = `users added by ${writer} and renamed by ${renamer}, read by ${witness}`;
          expectSame(sent, expected, await names(witness));
        }
      }
      expectSame(`users of ${one}`, expected, await names(one));
    },
  };
}

const keepsBothGoing: Check = {
  id: 'keeps-both-going',
  title: 'After `expand`, the first and the second release work side by side',
  async run(context) {
    const { migrate, sideBySide, names } = rollout(context);
    await migrate('expand');
    await sideBySide('old', 'between');
    await context.query("INSERT INTO users (name) SELECT 'Number ' || n FROM generate_series(1, 120) AS n");
    expectSame(
      'of 125 users, those whom the second release lists',
      await names('old'),
      await names('between'),
    );
  },
};

const fillsEveryRow: Check = {
  id: 'fills-every-row',
  title: 'After `backfill`, the second and the third release see the same users',
  async run(context) {
    const { migrate, add, rename, sideBySide } = rollout(context);
    await migrate('expand');
    await rename('between', 2, 'First by between');
    await rename('old', 2, 'Then by old');
    const id = await add('between', 'Added by between');
    await rename('old', id, 'Renamed by old');
    await migrate('backfill');
    await sideBySide('between', 'next');
    const { rows } = await context.query('SELECT full_name FROM users WHERE id = 2');
    expectSame('the full name of user 2, after `backfill`', 'Then by old', rows[0]?.[0]);
  },
};

const letsTheLastBegin: Check = {
  id: 'lets-the-last-begin',
  title: 'After `loosen`, the third and the last release work side by side',
  async run(context) {
    const { migrate, sideBySide } = rollout(context);
    await migrate('expand', 'backfill', 'loosen');
    await sideBySide('next', 'last');
  },
};

const endsAsStrict: Check = {
  id: 'ends-as-strict',
  title:
    'After `drop`, the last release works, and the table has a `full_name` as strict as `name` was, and no `name`',
  async run(context) {
    const { migrate, add, rename } = rollout(context);
    await migrate('expand', 'backfill', 'loosen', 'drop');
    await rename('last', await add('last', 'New by last'), 'Renamed by last');
    const { rows } = await context.query(
      `SELECT column_name, is_nullable FROM information_schema.columns
        WHERE table_name = 'users' AND column_name LIKE '%name' ORDER BY column_name`,
    );
    expectSame('names in the table, and whether they may be NULL', [['full_name', 'NO']], rows);
    const takes = async (length: number) =>
      context.query(`INSERT INTO users (full_name) VALUES (repeat('x', ${length}))`).then(
        () => true,
        () => false,
      );
    const taken = [await takes(0), await takes(1), await takes(100), await takes(101)];
    expectSame(
      'whether the table takes names of 0, 1, 100 and 101 characters',
      [false, true, true, false],
      taken,
    );
  },
};

export default [keepsBothGoing, fillsEveryRow, letsTheLastBegin, endsAsStrict] satisfies Check[];

import { expect } from 'vitest';
import { ANA, BOB, ORDER } from '../blocks/workplace.ts';
import { outcome, type Kind, type Proofs, type Workplace } from './proof.ts';

interface Result {
  readonly rows: readonly Record<string, unknown>[];
}

const both: readonly Kind[] = ['wrong', 'right'];

/** The first column of every row that a statement gives. */
async function values({ database }: Workplace, text: string): Promise<readonly unknown[]> {
  const { rows } = await database.query<Record<string, unknown>>(text);
  return rows.map((row) => Object.values(row)[0]);
}

/** The blocks of schema.md. */
export const schema: Proofs = {
  'timestamp-offset': async (workplace) => {
    const kept = [];
    for (const kind of both) {
      await workplace.apply(kind);
      await workplace.database.query(`INSERT INTO visits (id, at) VALUES (1, '2026-06-01T12:00:00+09:00')`);
      await workplace.database.query(`SET timezone = 'UTC'`);
      kept.push(...(await values(workplace, `SELECT to_char(at, 'HH24:MI') FROM visits`)));
    }
    expect(kept).toEqual(['12:00', '03:00']);
  },

  'free-status': async (workplace) => {
    const insert = `INSERT INTO tickets (id, status) VALUES (1, 'clsed')`;
    await workplace.apply('wrong');
    expect(await outcome(() => workplace.database.query(insert))).toHaveProperty('value');
    await workplace.apply('right');
    expect(await outcome(() => workplace.database.query(insert))).toMatchObject({ error: { code: '23514' } });
  },

  'email-case': async (workplace) => {
    const insert = `INSERT INTO accounts (email) VALUES ('Ana@x.io'), ('ana@x.io')`;
    await workplace.apply('wrong');
    expect(await outcome(() => workplace.database.query(insert))).toHaveProperty('value');
    await workplace.apply('right');
    expect(await outcome(() => workplace.database.query(insert))).toMatchObject({ error: { code: '23505' } });
  },

  'redundant-index': async (workplace) => {
    const indexes = `SELECT count(*)::int FROM pg_index WHERE indrelid = 'tags'::regclass AND indkey::text = '2'`;
    await workplace.apply('wrong');
    expect(await values(workplace, indexes)).toEqual([2]);
    await workplace.apply('right');
    expect(await values(workplace, indexes)).toEqual([1]);
  },

  'cascade-orders': async (workplace) => {
    const outcomes = [];
    for (const kind of both) {
      await workplace.apply(kind);
      await workplace.database.query('INSERT INTO invoices (id, user_id) VALUES (1, $1)', [BOB]);
      await outcome(() => workplace.database.query('DELETE FROM users WHERE id = $1', [BOB]));
      outcomes.push(...(await values(workplace, 'SELECT count(*)::int FROM invoices')));
    }
    expect(outcomes).toEqual([0, 1]);
  },

  'index-serves-query': async (workplace) => {
    const plans = [];
    for (const kind of both) {
      await workplace.apply(kind);
      await workplace.database.query('DROP INDEX orders_by_user');
      await workplace.database.query(
        `INSERT INTO orders (user_id, total_cents, created_at)
         SELECT '${BOB}', 1, timestamptz '2026-01-01' + n * interval '1 minute' FROM generate_series(1, 5000) n`,
      );
      await workplace.database.query('ANALYZE orders');
      const plan = await values(
        workplace,
        `EXPLAIN SELECT id, status FROM orders WHERE user_id = '${ANA}'
          ORDER BY created_at DESC, id DESC LIMIT 20`,
      );
      plans.push(plan.join('\n').includes('Sort'));
    }
    expect(plans).toEqual([true, false]);
  },
};

/** The blocks of queries.md. */
export const queries: Proofs = {
  injection: async ({ load }) => {
    const found = [];
    for (const kind of both) {
      const { byEmail } = await load<{ byEmail(email: string): Promise<Result> }>(kind);
      found.push((await byEmail(`' OR '1'='1`)).rows.length);
    }
    expect(found).toEqual([2, 0]);
  },

  'one-query': async ({ load, database }) => {
    const counts = [];
    for (const kind of both) {
      let count = 0;
      const db: typeof database = {
        ...database,
        query: (text, parameters) => {
          count += 1;
          return database.query(text, parameters);
        },
      };
      const { withOrders } = await load<{ withOrders(ids: string[]): Promise<{ orders: unknown[] }[]> }>(
        kind,
        { db },
      );
      const result = await withOrders([ANA, BOB]);
      expect(result.map(({ orders }) => orders.length)).toEqual([3, 0]);
      counts.push(count);
    }
    expect(counts).toEqual([2, 1]);
  },

  'empty-orders': async (workplace) => {
    const ofBob = async (kind: Kind) => {
      await workplace.apply(kind);
      const { rows } = await workplace.database.query<{ id: string; orders: unknown }>(workplace.text(kind));
      return rows.find((row) => row.id === BOB)?.orders;
    };
    expect(await ofBob('wrong')).toEqual([{ id: null }]);
    expect(await ofBob('right')).toEqual([]);
  },

  'sort-oracle': async ({ load }) => {
    const oracle = `CASE WHEN substr(password_hash, 1, 1) < 'm' THEN 1 ELSE 2 END`;
    const { list } = await load<{ list(by: string, direction: string): Promise<Result> }>('wrong');
    const names = (await list(oracle, 'ASC')).rows.map((row) => row.name);
    expect(names).toEqual(['Bob', 'Ana']);
    const { list: safe } = await load<{ list(sort: string): Promise<Result> }>('right');
    expect(await outcome(() => safe(oracle))).toMatchObject({ error: { status: 400 } });
    expect(await outcome(() => safe('constructor'))).toMatchObject({ error: { status: 400 } });
    expect((await safe('-name')).rows.map((row) => row.name)).toEqual(['Bob', 'Ana']);
  },

  'like-wildcards': async ({ load }) => {
    const found = [];
    for (const kind of both) {
      const { search } = await load<{ search(part: string): Promise<Result> }>(kind);
      found.push([(await search('___')).rows.length, (await search('ANA@')).rows.length]);
    }
    expect(found).toEqual([
      [2, 0],
      [0, 1],
    ]);
  },

  'count-filter': async ({ load, database }) => {
    const totals = [];
    for (const kind of both) {
      const { total } = await load<{ total(role: string): Promise<{ rows: unknown[]; total: number }> }>(
        kind,
      );
      await database.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [ANA]);
      totals.push((await total('admin')).total);
    }
    expect(totals).toEqual([2, 1]);
  },

  keyset: async ({ load }) => {
    const { after } = await load<{ after(userId: string, cursor: object): Promise<Result> }>('right');
    // Two orders share a time: the id decides.
    const page = await after(ANA, {
      createdAt: '2026-01-01T00:00:00.000Z',
      id: '00000000-0000-4000-8000-00000000000b',
    });
    expect(page.rows.map((row) => row.id)).toEqual([ORDER]);
  },
};

/** The blocks of layers.md. */
export const layers: Proofs = {
  repository: async ({ load }) => {
    const { Users } = await load<{
      Users: new () => {
        find(id: string): Promise<object | null>;
        findCredentials(email: string): Promise<object | null>;
      };
    }>('right');
    const users = new Users();
    expect(await users.find(ANA)).toEqual({
      id: ANA,
      email: 'ana@example.com',
      name: 'Ana',
      createdAt: '2026-01-02T00:00:00.000Z',
    });
    expect(await users.find('00000000-0000-4000-8000-0000000000ff')).toBeNull();
    expect(await users.findCredentials('ANA@example.com')).toEqual({ userId: ANA, passwordHash: 'z-hash' });
  },

  'partial-update': async ({ load }) => {
    type Update = (id: string, data: object) => Promise<unknown>;
    const inputs = [{}, { passwordHash: 'x' }, { updated_at: '2020-01-01' }, { name: 'New' }];
    const outcomes = async (kind: Kind) => {
      const { update } = await load<{ update: Update }>(kind);
      const results = [];
      for (const input of inputs) {
        const { error } = await outcome(() => update(ANA, input));
        results.push((error as { code?: string } | undefined)?.code ?? 'done');
      }
      return results;
    };
    expect(await outcomes('wrong')).toEqual(['42601', '42703', '42601', 'done']);
    expect(await outcomes('right')).toEqual(['done', 'done', 'done', 'done']);
    const { update } = await load<{ update: Update }>('right');
    expect(await update('00000000-0000-4000-8000-0000000000ff', { name: 'No one' })).toBeNull();
  },

  'blank-name': async ({ load }) => {
    const { nameOf: loose } = await load<{ nameOf(input: object): string }>('wrong');
    expect(loose({ name: '  Ana  ' })).toBe('  Ana  ');
    const { nameOf } = await load<{ nameOf(input: object): string }>('right');
    expect(nameOf({ name: '  Ana  ' })).toBe('Ana');
    expect(await outcome(() => nameOf({ name: '   ' }))).toMatchObject({ error: { status: 422 } });
  },

  'lost-race': async ({ load }) => {
    const paid = [];
    for (const kind of both) {
      const { pay } = await load<{ pay(id: string): Promise<void> }>(kind);
      const outcomes = await Promise.all([1, 2].map(() => outcome(() => pay(ORDER))));
      paid.push(outcomes.filter(({ error }) => error === undefined).length);
    }
    expect(paid).toEqual([2, 1]);
  },

  outbox: async (workplace) => {
    const { register: loose } = await workplace.load<{
      register(email: string, send: () => Promise<void>): Promise<void>;
    }>('wrong');
    // The mail server is down, and nothing remembers that a message is owed.
    await loose('new@example.com', () => Promise.reject(new Error('down')));
    expect(await values(workplace, 'SELECT topic FROM outbox')).toEqual([]);
    const { register } = await workplace.load<{ register(email: string): Promise<void> }>('right');
    await register('new@example.com');
    await outcome(() => register('new@example.com'));
    expect(await values(workplace, 'SELECT topic FROM outbox')).toEqual(['user.created']);
  },
};

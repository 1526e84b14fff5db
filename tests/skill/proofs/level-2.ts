import { buildSchema, GraphQLError, parse, type DocumentNode } from 'graphql';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { ANA, BOB, brokenRedis, inMemoryRedis } from '../blocks/workplace.ts';
import { outcome, type Kind, type Proofs } from './proof.ts';

const both: readonly Kind[] = ['wrong', 'right'];

/** The blocks of caching-strategies.md. */
export const caching: Proofs = {
  'cache-down': async ({ load }) => {
    type Get = { getUser(id: string): Promise<{ createdAt: unknown } | null> };
    const { getUser: loose } = await load<Get>('wrong', { redis: brokenRedis() });
    expect(await outcome(() => loose(ANA))).toMatchObject({ error: { message: 'connect ECONNREFUSED' } });
    const { getUser } = await load<Get>('right', { redis: brokenRedis() });
    expect(await getUser(ANA)).toMatchObject({ id: ANA });
    // The second read comes from the cache, through JSON.
    const created = [];
    for (const kind of both) {
      const { getUser } = await load<Get>(kind);
      await getUser(ANA);
      created.push(typeof (await getUser(ANA))?.createdAt);
    }
    expect(created).toEqual(['string', 'object']);
  },

  'stale-read': async ({ load, database }) => {
    const cachedName = async (kind: Kind) => {
      const keys = new Map([[`user:1:${ANA}`, 'Ana']]);
      const redis = inMemoryRedis(keys);
      const nameNow = async () => {
        const { rows } = await database.query<{ name: string }>('SELECT name FROM users WHERE id = $1', [
          ANA,
        ]);
        return rows[0]?.name ?? '';
      };
      // Between the two steps of a rename, another request misses the cache and fills it from the database.
      const db: typeof database = {
        ...database,
        query: async (text, parameters) => {
          if (!keys.has(`user:1:${ANA}`)) keys.set(`user:1:${ANA}`, await nameNow());
          return database.query(text, parameters);
        },
      };
      const { rename } = await load<{ rename(id: string, name: string): Promise<void> }>(kind, { redis, db });
      await rename(ANA, 'Anna');
      return keys.get(`user:1:${ANA}`);
    };
    expect(await cachedName('wrong')).toBe('Ana');
    expect(await cachedName('right')).toBeUndefined();
  },

  stampede: async ({ load }) => {
    const loads = async (kind: Kind, redis = inMemoryRedis(new Map())) => {
      let count = 0;
      const { load: read } = await load<{
        load(key: string, fetchIt: () => Promise<string>): Promise<string>;
      }>(kind, { redis });
      const fetchIt = async () => {
        count += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return 'value';
      };
      const answers = await Promise.all(Array.from({ length: 50 }, () => read('hot', fetchIt)));
      expect(new Set(answers)).toEqual(new Set(['value']));
      return count;
    };
    expect(await loads('wrong')).toBe(50);
    const redis = inMemoryRedis(new Map());
    expect(await loads('right', redis)).toBe(1);
    // It filled the cache, so that nobody loads again.
    expect(await loads('right', redis)).toBe(0);
    const { expiry } = await load<{ expiry(seconds: number): number }>('right');
    const expiries = Array.from({ length: 200 }, () => expiry(300));
    expect(new Set(expiries).size).toBeGreaterThan(20);
    expect(expiries.every((seconds) => seconds >= 270 && seconds <= 330)).toBe(true);
  },

  negative: async ({ load }) => {
    let reads = 0;
    const users = {
      findByEmail: async () => null,
      insert: async () => ({ id: BOB }),
      findById: async (id: string) => {
        reads += 1;
        return id === ANA ? { id, name: '-', createdAt: new Date() } : null;
      },
    };
    const { nameOf } = await load<{ nameOf(id: string): Promise<string | null> }>('right', { users });
    expect([await nameOf(BOB), await nameOf(BOB), await nameOf(ANA), await nameOf(ANA)]).toEqual([
      null,
      null,
      '-',
      '-',
    ]);
    expect(reads).toBe(2);
  },
};

/** Runs `work` against a server that answers like `respond`. */
async function withServer<Result>(
  respond: Parameters<typeof createServer>[1],
  work: (url: string) => Promise<Result>,
) {
  const server = createServer(respond);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The blocks of microservices-patterns.md. */
export const microservices: Proofs = {
  contract: async ({ load }) => {
    const { orderCreated } = await load<{
      orderCreated: { safeParse(event: unknown): { success: boolean } };
    }>('right');
    const event = {
      id: ANA,
      type: 'order.created',
      version: 1,
      occurredAt: '2026-01-01T00:00:00Z',
      data: { orderId: BOB, totalCents: 5, aNewField: true },
    };
    const isAccepted = (change: object) => orderCreated.safeParse({ ...event, ...change }).success;
    expect([isAccepted({}), isAccepted({ version: 2 }), isAccepted({ data: {} })]).toEqual([
      true,
      false,
      false,
    ]);
  },

  timeout: async ({ load }) => {
    const ask = (kind: Kind) =>
      withServer(
        () => undefined,
        async (url) => {
          const { stock } = await load<{ stock(url: string): Promise<unknown> }>(kind);
          const late = new Promise((resolve) => setTimeout(resolve, 1_500, 'still waiting'));
          return Promise.race([outcome(() => stock(url)), late]);
        },
      );
    expect(await ask('wrong')).toBe('still waiting');
    expect(await ask('right')).toMatchObject({ error: { name: 'TimeoutError' } });
  },

  retry: async ({ load }) => {
    const attempts = async (kind: Kind, isTransient: boolean) => {
      let count = 0;
      const { retry } = await load<{
        retry(work: () => Promise<void>, isTransient?: () => boolean): Promise<void>;
      }>(kind);
      const work = async () => {
        count += 1;
        if (count < 20) throw new Error('down');
      };
      await outcome(() => retry(work, () => isTransient));
      return count;
    };
    expect(await attempts('wrong', false)).toBe(20);
    expect([await attempts('right', true), await attempts('right', false)]).toEqual([3, 1]);
  },

  breaker: async ({ load }) => {
    type Breaker = { run(work: () => Promise<string>, now: () => number): Promise<string> };
    const { Breaker } = await load<{ Breaker: new () => Breaker }>('right');
    const breaker = new Breaker();
    let time = 0;
    let calls = 0;
    const call = async (fails: boolean) => {
      const work = async () => {
        calls += 1;
        if (fails) throw new Error('down');
        return 'up';
      };
      const { value, error } = await outcome(() => breaker.run(work, () => time));
      return value ?? (error as Error).message;
    };
    for (let count = 0; count < 5; count += 1) expect(await call(true)).toBe('down');
    expect(await call(false)).toBe('Circuit open.');
    expect(calls).toBe(5);
    time = 10_000;
    // One probe at a time; a failing one closes the door again, a good one opens it.
    expect(await Promise.all([call(true), call(true)])).toEqual(['down', 'Circuit open.']);
    expect(await call(false)).toBe('Circuit open.');
    time = 20_000;
    expect([await call(false), await call(true), await call(false)]).toEqual(['up', 'down', 'up']);
  },

  idempotency: async ({ load, database }) => {
    const orders = async (kind: Kind) => {
      const { place } = await load<{ place(userId: string, key: string): Promise<string> }>(kind);
      await Promise.all([1, 2].map(() => outcome(() => place(BOB, 'key'))));
      const { rows } = await database.query('SELECT id FROM orders WHERE user_id = $1', [BOB]);
      return rows.length;
    };
    expect(await orders('wrong')).toBe(2);
    expect(await orders('right')).toBe(1);
  },

  relay: async ({ load, database }) => {
    const { relay } = await load<{ relay(publish: (topic: string) => Promise<void>): Promise<void> }>(
      'right',
    );
    await database.query(`INSERT INTO outbox (topic, payload) VALUES ('one', '{}'), ('two', '{}')`);
    const unsent = async () =>
      (await database.query('SELECT id FROM outbox WHERE sent_at IS NULL')).rows.length;
    await outcome(() => relay(() => Promise.reject(new Error('the broker is down'))));
    expect(await unsent()).toBe(2);
    const published: string[] = [];
    await relay(async (topic) => void published.push(topic));
    await relay(async (topic) => void published.push(topic));
    expect([published, await unsent()]).toEqual([['one', 'two'], 0]);
  },

  saga: async ({ load }) => {
    const { saga } = await load<{ saga(steps: readonly object[]): Promise<void> }>('right');
    const log: string[] = [];
    const step = (name: string, fails = false) => ({
      run: async () => {
        log.push(name);
        if (fails) throw new Error(`${name} failed`);
      },
      undo: async () => void log.push(`undo ${name}`),
    });
    await expect(saga([step('reserve'), step('pay', true), step('ship')])).rejects.toThrow('pay failed');
    expect(log).toEqual(['reserve', 'pay', 'undo pay', 'undo reserve']);
  },
};

/** The blocks of graphql-patterns.md. */
export const graphql: Proofs = {
  'open-types': async ({ text }) => {
    const orderOf = (kind: Kind) => buildSchema(text(kind)).getType('Order')?.astNode;
    const typeOf = (kind: Kind, field: string) => {
      const node = orderOf(kind);
      const fields = node?.kind === 'ObjectTypeDefinition' ? node.fields : undefined;
      const type = fields?.find(({ name }) => name.value === field)?.type;
      return type?.kind === 'NonNullType' && type.type.kind === 'NamedType'
        ? type.type.name.value
        : 'nullable';
    };
    expect([typeOf('wrong', 'id'), typeOf('wrong', 'status')]).toEqual(['nullable', 'nullable']);
    expect([typeOf('right', 'id'), typeOf('right', 'status'), typeOf('right', 'totalCents')]).toEqual([
      'ID',
      'OrderStatus',
      'Int',
    ]);
  },

  resolver: async ({ load, database }) => {
    interface Block {
      resolvers: { Order: { user(order: object, _: object, context: object): Promise<{ name: string }> } };
      createLoaders?(): object;
    }
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
      const { resolvers, createLoaders } = await load<Block>(kind, { db });
      const context = { loaders: createLoaders?.() };
      const users = [BOB, ANA, BOB, ANA].map((userId) => resolvers.Order.user({ userId }, {}, context));
      expect((await Promise.all(users)).map(({ name }) => name)).toEqual(['Bob', 'Ana', 'Bob', 'Ana']);
      counts.push(count);
    }
    expect(counts).toEqual([4, 1]);
  },

  depth: async ({ load }) => {
    const schema = buildSchema('type Query { me: User } type User { id: ID! friend: User }');
    const nested = (depth: number) => `${'friend {'.repeat(depth)} id ${'}'.repeat(depth)}`;
    const deep = parse(`{ me { ${nested(20)} } }`);
    const hidden = parse(`{ me { ...Far } } fragment Far on User { ${nested(20)} }`);
    const shallow = parse(`{ me { ${nested(3)} } }`);
    const errors = async (kind: Kind) => {
      const { check } = await load<{ check(document: DocumentNode): readonly GraphQLError[] }>(kind, {
        schema,
      });
      return [deep, hidden, shallow].map((document) => check(document).length);
    };
    expect(await errors('wrong')).toEqual([0, 0, 0]);
    expect(await errors('right')).toEqual([1, 1, 0]);
  },

  'masked-error': async ({ load }) => {
    const driver = new GraphQLError('x', { originalError: new Error('relation "users" does not exist') });
    driver.message = 'relation "users" does not exist';
    const foreseen = new GraphQLError('Not yours.', { extensions: { code: 'FORBIDDEN' } });
    const messages = async (kind: Kind) => {
      const { formatError } = await load<{ formatError(error: GraphQLError): { message: string } }>(kind);
      return [formatError(driver).message, formatError(foreseen).message];
    };
    expect(await messages('wrong')).toEqual(['relation "users" does not exist', 'Not yours.']);
    expect(await messages('right')).toEqual(['Something went wrong.', 'Not yours.']);
  },

  'field-authorization': async ({ load }) => {
    type UserById = { userById(id: string, context: object): Promise<unknown> };
    const read = async (kind: Kind, userId: string, role: string) => {
      const { userById } = await load<UserById>(kind);
      return (await userById(ANA, { caller: { userId, role } })) !== null;
    };
    expect(await read('wrong', BOB, 'customer')).toBe(true);
    expect(await read('right', BOB, 'customer')).toBe(false);
    expect([await read('right', ANA, 'customer'), await read('right', BOB, 'admin')]).toEqual([true, true]);
  },
};

import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import Fastify from 'fastify';
import { z } from 'zod';

const storage = new AsyncLocalStorage<string>();
const other = new AsyncLocalStorage<number>();
const app = Fastify();

const hooked = new AsyncLocalStorage<{ readonly id: string }>();
app.addHook('onRequest', (request, _reply, done) => hooked.run({ id: request.url }, done));
app.addHook('preHandler', async (_request, reply) => {
  await wait(1);
  reply.header('x-id', hooked.getStore()?.id ?? 'none');
});
app.addHook('onSend', async (_request, reply, payload) => {
  reply.header('x-sent', hooked.getStore()?.id ?? 'none');
  return payload;
});

async function later(): Promise<string | undefined> {
  await null;
  return storage.getStore();
}

async function* numbers(): AsyncGenerator<string> {
  for (let number = 0; number < 3; number++) {
    await wait(1);
    yield `${number} ${storage.getStore()}`;
  }
}

class Base {
  async name(suffix: string): Promise<string> {
    await null;
    return `${storage.getStore()}${suffix}`;
  }
}

class Derived extends Base {
  override async name(suffix: string): Promise<string> {
    await null;
    return `${await super.name(suffix)} of ${this.constructor.name}`;
  }

  handler = async (value: string, { by = 1 }: { by?: number } = {}) => [value, by, await this.name('')];
}

const PROGRAMS: Readonly<Record<string, () => unknown>> = {
  nested: () =>
    storage.run('outer', async () => {
      const before = await later();
      const inner = await storage.run('inner', async () => {
        await wait(1);
        return [await later(), await other.run(1, async () => [await later(), other.getStore()])];
      });
      return [before, inner, await later(), other.getStore()];
    }),
  together: () =>
    storage.run('all', () =>
      Promise.all([
        storage.run('one', later),
        later(),
        Promise.race([wait(1).then(() => storage.getStore()), new Promise(() => undefined)]),
        Promise.reject(new Error('x')).catch(() => storage.getStore()),
        Promise.allSettled([later(), Promise.reject(new Error('y'))]).finally(() => storage.getStore()),
      ]).then((values) => JSON.stringify([values, storage.getStore()])),
    ),
  enter: async () => {
    storage.enterWith('entered');
    const here = await later();
    const nested = await storage.exit(async () => [storage.getStore(), await later()]);
    const timers = await new Promise((resolve) => setTimeout(() => resolve(storage.getStore()), 1));
    return [here, nested, timers, storage.getStore()];
  },
  'after enter': async () => {
    const inside = async () => {
      await null;
      storage.enterWith('inside');
      return storage.getStore();
    };
    return [await inside(), storage.getStore() ?? 'none', await later()];
  },
  timers: () =>
    storage.run('timer', async () => {
      const seen: unknown[] = [];
      await new Promise<void>((resolve) => setTimeout(() => resolve(void seen.push(storage.getStore())), 1));
      await new Promise<void>((resolve) => setImmediate(() => resolve(void seen.push(storage.getStore()))));
      await new Promise<void>((resolve) => queueMicrotask(() => resolve(void seen.push(storage.getStore()))));
      await new Promise<void>((resolve) =>
        process.nextTick(() => resolve(void seen.push(storage.getStore()))),
      );
      await new Promise<void>((resolve) => {
        const interval = setInterval(() => {
          seen.push(storage.getStore());
          clearInterval(interval);
          resolve();
        }, 1);
      });
      await promisify((done: (error: null, value: string) => void) => setTimeout(() => done(null, ''), 1))();
      seen.push(storage.getStore());
      return seen;
    }),
  emitters: async () => {
    const emitter = new EventEmitter();
    const seen: unknown[] = [];
    storage.run('bound', () => {
      emitter.on(
        'event',
        AsyncResource.bind(() => void seen.push(storage.getStore())),
      );
      emitter.on('event', () => void seen.push(storage.getStore() ?? 'none'));
    });
    emitter.emit('event');
    storage.run('emitting', () => emitter.emit('event'));
    const heard = storage.run('waiting', async () => [await once(emitter, 'last'), storage.getStore()]);
    emitter.emit('last', 1);
    return [seen, await heard];
  },
  resources: async () => {
    const resource = storage.run('resource', () => new AsyncResource('job'));
    const snapshot = storage.run('snapshot', () => AsyncLocalStorage.snapshot());
    const bound = storage.run('bound', () =>
      AsyncLocalStorage.bind((a: string, b: string) => [a, b, storage.getStore()]),
    );
    return storage.run('now', async () => [
      resource.runInAsyncScope(() => storage.getStore()),
      await resource.runInAsyncScope(later),
      snapshot(() => storage.getStore()),
      bound('a', 'b'),
      bound.length,
      storage.getStore(),
    ]);
  },
  generators: () =>
    storage.run('generator', async () => {
      const seen: string[] = [];
      outer: for await (const text of numbers()) {
        for (const letter of text) if (letter === '2') break outer;
        seen.push(text, String(await later()));
      }
      for await (const value of [later(), 1, Promise.resolve(2)]) seen.push(String(value));
      return seen;
    }),
  closing: async () => {
    const seen: string[] = [];
    async function* source() {
      try {
        yield* [1, 2, 3];
      } finally {
        await null;
        seen.push('closed');
      }
    }
    async function* through() {
      yield* source();
      return 0;
    }
    for await (const number of through()) {
      if (number === 2) break;
      seen.push(String(number));
    }
    try {
      for await (const number of source()) throw new Error(`at ${number}`);
    } catch (error) {
      seen.push((error as Error).message);
    }
    const generator = source();
    const calls = await Promise.all([generator.next(), generator.return(9 as never), generator.next()]);
    return [seen, calls];
  },
  methods: () =>
    storage.run('method', async () => {
      const derived = new Derived();
      const own = {
        async *all(...values: string[]) {
          for (const value of values) yield value + String(await later());
        },
        async ['computed']() {
          return [arguments.length, await later()];
        },
      };
      const all: string[] = [];
      for await (const value of own.all('a', 'b')) all.push(value);
      const failing = async ({ a }: { a: string }) => a;
      const rejected = await failing(undefined as never).catch((error: Error) => error.name);
      return [
        await derived.name('!'),
        await derived.handler('x'),
        all,
        await own.computed(),
        rejected,
        failing.length,
      ];
    }),
  thenables: () =>
    storage.run('then', async () => {
      let seen: unknown;
      const thenable = {
        then(resolve: (value: string) => void) {
          seen = storage.getStore();
          resolve('value');
        },
      };
      return [await (thenable as unknown as Promise<string>), seen, storage.getStore()];
    }),
  zod: () =>
    storage.run('refined', () =>
      z
        .string()
        .refine(async () => (await later()) === 'refined')
        .refine(async () => (await later()) === 'refined')
        .transform(async (text) => `${text} ${await later()}`)
        .parseAsync('text'),
    ),
  errors: () =>
    storage.run('error', async () => {
      const seen: unknown[] = [];
      try {
        await Promise.reject(new Error('first'));
      } catch (error) {
        seen.push((error as Error).message, storage.getStore());
      } finally {
        await wait(1);
        seen.push(storage.getStore());
      }
      return seen;
    }),
};

app.get('/', async () => Object.keys(PROGRAMS));
for (const [name, program] of Object.entries(PROGRAMS)) app.get(`/${encodeURIComponent(name)}`, program);
app.get('/left', async () => [storage.getStore() ?? 'none', other.getStore() ?? 'none']);
app.get('/slow/:id', async (request) => {
  const seen: unknown[] = [];
  for (let turn = 0; turn < 5; turn++) {
    await wait(Math.random() * 3);
    seen.push(hooked.getStore()?.id === request.url);
  }
  return seen;
});
app.post('/body', async (request) => [hooked.getStore()?.id, request.body]);

await app.listen({ port: Number(process.env.PORT) });

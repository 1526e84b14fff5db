import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DatabaseSocket, openConnection } from '../../../lessons/runtime/database/socket.ts';
import { PlaygroundDatabase } from './playground-database.ts';

function message(type: string, body: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, body]);
}

const STARTUP = message('', Buffer.from('\0\x03\0\0user\0learner\0\0', 'latin1'));
const SYNC = message('S', Buffer.alloc(0));

const body = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc
    .constantFrom(
      '\0',
      'SELECT 1\0',
      'BEGIN\0',
      '\0SELECT 1\0\0\0',
      '\0\0\0\0\0\0\0\0',
      'S\0',
      'P\0',
      'Sx\0',
      '\0\0\0\0\0',
      '\0\0\0\x01\xff\xff',
    )
    .map((text) => Uint8Array.from(Buffer.from(text, 'latin1'))),
);
const anyMessage = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...'QPBDECSHXFdcfp'),
      fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }),
    ),
    body,
  )
  .map(([type, bytes]) => message(type, bytes));
const anyBytes = fc.oneof(anyMessage, anyMessage, fc.uint8Array({ maxLength: 30 }));

describe.each(['pglite', 'pg-mem'] as const)('a connection to %s', (engine) => {
  let database: PlaygroundDatabase;

  beforeAll(async () => {
    database = await PlaygroundDatabase.start(engine);
    await database.client.reset({
      schema: 'CREATE TABLE users (id serial PRIMARY KEY, name text)',
      seed: "INSERT INTO users (name) VALUES ('Ada')",
    });
  });
  afterAll(() => database.dispose());

  test('survives whatever bytes come on others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(anyBytes, { maxLength: 12 }), async (isStarted, chunks) => {
        database.startProgram();
        const hostile = database.socket();
        hostile.on('error', () => undefined);
        hostile.connect();
        if (isStarted) hostile.write(STARTUP);
        for (const chunk of chunks) hostile.write(chunk);
        hostile.write(SYNC);
        const client = await database.connect();
        // A hostile one may hold the only backend within a transaction until it ends.
        await database.client.flush();
        hostile.destroy();
        const rows = client.query('SELECT name FROM users').then((result) => result.rows);
        expect(await rows).toEqual([{ name: 'Ada' }]);
        await client.end();
      }),
      { numRuns: 150 },
    );
  });

  test('takes its bytes in any pieces', async () => {
    const query = message('Q', Buffer.from("SELECT name FROM users WHERE name = 'Ada'\0"));
    const whole = Buffer.concat([STARTUP, query, query]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: whole.length })), async (cuts) => {
        const socket = database.socket();
        const received: Buffer[] = [];
        const answers = (): number => Buffer.concat(received).toString('latin1').split('Ada').length - 1;
        const done = new Promise<void>((resolve) =>
          socket.on('data', (data: Buffer) => {
            received.push(data);
            if (answers() === 2) resolve();
          }),
        );
        socket.connect();
        let start = 0;
        for (const end of [...new Set(cuts), whole.length].sort((one, other) => one - other)) {
          socket.write(whole.subarray(start, end));
          start = end;
        }
        await done;
        socket.end();
      }),
      { numRuns: 40 },
    );
  });

  test('ends one that sends and sends and waits for no answer', async () => {
    database.startProgram();
    const socket = database.socket();
    const ended = new Promise<Buffer>((resolve) => {
      const received: Buffer[] = [];
      socket.on('data', (data: Buffer) => received.push(data));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(Buffer.concat(received)));
    });
    socket.connect();
    socket.write(STARTUP);
    const queries = Buffer.concat(
      Array.from({ length: 20_000 }, () => message('Q', Buffer.from('SELECT 1\0'))),
    );
    socket.write(queries);
    expect((await ended).toString('latin1')).toContain('it does not wait for any answer');
    await (await database.connect()).end();
  });

  test('refuses encryption and goes on without', async () => {
    await expect(database.connect({ ssl: true })).rejects.toThrow(
      'The server does not support SSL connections',
    );
    await (await database.connect()).end();
  });
});

describe('a socket', () => {
  test('says when there is no database', async () => {
    const socket = new DatabaseSocket(() => {
      throw new Error('This program has no database.');
    });
    const failure = new Promise<Error>((resolve) => socket.on('error', resolve));
    socket.connect();
    expect(await failure).toMatchObject({
      code: 'ECONNREFUSED',
      message: 'The playground has no database to connect to (ECONNREFUSED)',
    });
  });

  test('sends what was written together as one message', async () => {
    const { port1, port2 } = new MessageChannel();
    const socket = new DatabaseSocket(() => port1);
    const received: Uint8Array[] = [];
    port2.onmessage = (event: MessageEvent<Uint8Array>) => received.push(event.data);
    socket.connect();
    socket.cork();
    socket.write(Uint8Array.of(1));
    socket.write(Uint8Array.of(2, 3));
    socket.uncork();
    socket.write(Uint8Array.of(4));
    await vi.waitFor(() => expect(received.map((bytes) => [...bytes])).toEqual([[1, 2, 3], [4]]));
    socket.destroy();
  });

  test('says when its connection was closed', async () => {
    const { port1, port2 } = new MessageChannel();
    const socket = new DatabaseSocket(() => openConnection(port1));
    const events: string[] = [];
    for (const event of ['connect', 'end', 'close']) socket.on(event, () => events.push(event));
    const failure = new Promise<Error>((resolve) => socket.on('error', resolve));
    const opened = new Promise<MessagePort>((resolve) => {
      port2.onmessage = (event: MessageEvent<{ connection: MessagePort }>) => resolve(event.data.connection);
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.connect();
    (await opened).close();
    expect(await failure).toMatchObject({ code: 'ECONNRESET' });
    await closed;
    expect(events).toEqual(['connect', 'end', 'close']);
    expect(socket.write('late')).toBe(false);
    port1.close();
  });
});

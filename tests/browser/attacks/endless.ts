import type { HostileProgram } from './attack.ts';

/** What never ends, takes all memory, or says too much. */
export const endless: readonly HostileProgram[] = [
  { name: 'a loop', handler: 'for (;;);', ends: 'stopped' },
  { name: 'a loop before it listens', handler: 'return 1;', top: 'for (;;);', ends: 'stopped' },
  {
    name: 'microtasks without end',
    handler: 'const next = (): Promise<void> => Promise.resolve().then(next); void next(); return 1;',
  },
  {
    name: 'ticks without end',
    handler: 'const next = () => process.nextTick(next); next(); await wait(1e6);',
    ends: 'stopped',
  },
  {
    name: 'timers without an answer',
    handler: 'scope.setInterval(() => 0, 0); await wait(1e6);',
    ends: 'stopped',
  },
  { name: 'recursion', handler: 'const again = (): number => 1 + again(); return again();' },
  {
    name: 'recursion that waits',
    handler: 'const again = async (): Promise<number> => 1 + (await again()); return again();',
  },
  {
    name: 'a slow regular expression',
    handler: "return /^(a+)+$/.test('a'.repeat(60) + '!');",
    ends: 'stopped',
  },
  {
    name: 'an answer that never ends to be written',
    handler: 'return { toJSON() { for (;;); } };',
    ends: 'stopped',
  },
  {
    name: 'arrays that take all memory',
    handler: 'const kept: any[] = []; for (;;) kept.push(new Array(4e6).fill(1.5));',
    ends: 'stopped',
  },
  { name: 'a text that takes all memory', handler: "let text = 'x'; for (;;) text += text; return text;" },
  { name: 'lines without end', handler: "for (;;) console.log('line');", ends: 'stopped' },
  { name: 'a line of 100 MB', handler: "console.log('x'.repeat(1e8)); return 1;" },
  { name: 'an answer of 64 MB', handler: "return 'x'.repeat(64 * 2 ** 20);", ends: 'stopped' },
  { name: 'a header of 8 MB', handler: "return reply.header('x', 'x'.repeat(2 ** 23)).send('x');" },
  {
    name: 'a stream without end',
    handler:
      "const { Readable } = await import('node:stream'); return reply.send(new Readable({ read(this: any) { this.push('x'.repeat(65536)); } }));",
    ends: 'stopped',
  },
  {
    name: 'a query that takes forever',
    handler: "return (await pool.query('SELECT count(*) FROM generate_series(1, 100000000000)')).rows;",
    ends: 'stopped',
  },
  {
    name: 'a query that sleeps',
    handler: "return (await pool.query('SELECT pg_sleep(600)')).rows;",
    ends: 'stopped',
  },
  {
    name: 'a recursive query without end',
    handler:
      "return (await pool.query('WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r')).rows;",
    ends: 'stopped',
  },
  {
    name: 'a loop in the database',
    handler: "return (await pool.query('DO $$ BEGIN LOOP END LOOP; END $$')).rows;",
    ends: 'stopped',
  },
  {
    name: 'a catalogue that is emptied',
    handler:
      "await pool.query('SET allow_system_table_mods = on'); await pool.query('DELETE FROM pg_class'); return (await pool.query('SELECT 1')).rows;",
  },
  { name: 'tables that are dropped', handler: "await pool.query('DROP SCHEMA public CASCADE'); return 1;" },
  {
    name: 'a transaction that is left open',
    handler:
      "const client = await pool.connect(); await client.query('BEGIN'); await client.query('LOCK TABLE users'); return 1;",
  },
  {
    name: 'connections without end',
    handler:
      "const all: any[] = []; for (let i = 0; i < 150; i += 1) { const c = new pg.Client({ connectionString: process.env.DATABASE_URL }); c.on('error', () => {}); all.push(c.connect().catch(() => 0)); } await Promise.all(all); return 1;",
  },
  {
    name: 'a setting that outlives it',
    handler:
      "await pool.query('ALTER DATABASE postgres SET search_path = nowhere'); await pool.query('ALTER ROLE postgres SET default_transaction_read_only = on'); return 1;",
  },
];

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DIFFERENCES,
  TRANSACTION_DIFFERENCES,
} from '../../../../lessons/runtime/database/memory/differences.ts';
import { DIFFERENCES as OF_PGLITE } from '../../../../lessons/runtime/database/postgres/differences.ts';
import type { ConformanceCase } from './case.ts';
import { CASES } from './cases.ts';
import { startPort, startServer, type Subject } from './databases.ts';
import { OF_PG_MEM, OF_THE_PORT, TOLD_IN_VAIN } from './known-differences.ts';

const SAYS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(DIFFERENCES).map(([name, { says }]) => [name, says])),
  ...TRANSACTION_DIFFERENCES,
  ...OF_PGLITE,
};

describe.each([
  ['PostgreSQL', startServer, {}],
  ["the playground's port on PGlite", () => startPort('pglite'), OF_THE_PORT],
  ["the playground's port on pg-mem", () => startPort('pg-mem'), OF_PG_MEM],
] as const)('node-postgres on %s', (_name, start, known: typeof OF_PG_MEM) => {
  let subject: Subject;

  beforeAll(async () => {
    subject = await start();
  });
  afterAll(() => subject.stop());

  test.each(CASES.filter(({ name }) => !Object.hasOwn(known, name)))('$name', async (each) => {
    expect(await subject.observe(each)).toEqual(each.seen);
    const isTold = subject.records.some(({ differences = [] }) => differences.length > 0);
    expect(isTold).toBe(known === OF_PG_MEM && TOLD_IN_VAIN.includes(each.name));
  });

  test.each(CASES.filter(({ name }) => Object.hasOwn(known, name)))('otherwise: $name', async (each) => {
    const difference = known[each.name];
    if (difference === undefined) throw new Error('It is known.');
    const seen = await observeOrMessage(subject, each);
    expect(seen).not.toEqual(each.seen);
    const errors = subject.records.flatMap(({ error }) => error?.message ?? []);
    if ('refused' in difference)
      return expect([...errors, String(seen)].join('\n')).toContain(difference.refused);
    expect(seen).toEqual(difference.seen);
    if ('told' in difference) {
      expect(subject.records.flatMap(({ differences = [] }) => differences)).toContain(SAYS[difference.told]);
    }
  });
});

test('every difference is one of a case, and every silent one has a case', () => {
  const names = CASES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(OF_PG_MEM), ...TOLD_IN_VAIN]));
  const told = [...Object.values(OF_THE_PORT), ...Object.values(OF_PG_MEM)].flatMap((each) =>
    'told' in each ? each.told : [],
  );
  expect(new Set(told)).toEqual(new Set(Object.keys(SAYS)));
});

/** What a case sees; the message when it throws. */
async function observeOrMessage(subject: Subject, each: ConformanceCase): Promise<unknown> {
  try {
    return await subject.observe(each);
  } catch (error) {
    return (error as Error).message;
  }
}

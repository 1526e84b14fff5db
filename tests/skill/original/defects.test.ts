import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  openDatabase,
  type Database,
} from '../../../lessons/skill/backend-development-patterns/examples/foundation/database.ts';
import { evidence } from './evidence.ts';
import { snippet } from './snippet.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase(undefined, () => undefined);
});
beforeEach(async () => {
  const [good = ''] = snippet('schema').split('-- ❌ BAD');
  await database.transaction((transaction) =>
    transaction.script(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${good}`),
  );
});
afterAll(() => database.close());

test.each(Object.entries(evidence).sort())('the original has %s', async (_, show) => {
  expect.hasAssertions();
  await show(database);
});

import type { SessionName } from '../../../lessons/runtime/playground.ts';

interface SteppingExample {
  readonly title: string;
  readonly scripts: Readonly<Record<SessionName, string>>;
}

const seats = `DROP TABLE IF EXISTS seats;
CREATE TABLE seats AS SELECT 1 AS id, 10 AS free;`;

const doctors = `DROP TABLE IF EXISTS doctors;
CREATE TABLE doctors AS SELECT name, true AS on_call FROM (VALUES ('Ada'), ('Grace')) AS t (name);`;

/** Each brings its own table, so that it runs beside any schema. */
export const steppingExamples = [
  {
    title: 'Lost update',
    scripts: {
      A: `${seats}
BEGIN;
SELECT free FROM seats WHERE id = 1;
UPDATE seats SET free = 9 WHERE id = 1;
COMMIT;
SELECT free FROM seats WHERE id = 1;
`,
      B: `BEGIN;
SELECT free FROM seats WHERE id = 1;
UPDATE seats SET free = 9 WHERE id = 1;
COMMIT;
`,
      C: '',
    },
  },
  {
    title: 'No dirty read',
    scripts: {
      A: `${seats}
BEGIN;
UPDATE seats SET free = 0 WHERE id = 1;
SELECT free FROM seats WHERE id = 1;
COMMIT;
`,
      B: `BEGIN;
SELECT free FROM seats WHERE id = 1;
SELECT free FROM seats WHERE id = 1;
COMMIT;
`,
      C: '',
    },
  },
  {
    title: 'Write skew',
    scripts: {
      A: `${doctors}
BEGIN;
SELECT count(*) FROM doctors WHERE on_call;
UPDATE doctors SET on_call = false WHERE name = 'Ada';
COMMIT;
SELECT count(*) FROM doctors WHERE on_call;
`,
      B: `BEGIN;
SELECT count(*) FROM doctors WHERE on_call;
UPDATE doctors SET on_call = false WHERE name = 'Grace';
COMMIT;
`,
      C: '',
    },
  },
] as const satisfies readonly SteppingExample[];

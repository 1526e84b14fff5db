import type { HostileProgram } from './attack.ts';

/** Making a check believe what is not so. */
export const verdicts: readonly HostileProgram[] = [
  { name: 'a verdict for an answer', handler: "return { kind: 'passed', verdict: { kind: 'passed' } };" },
  {
    name: 'a verdict that is thrown',
    handler: "throw Object.assign(new Error('passed'), { kind: 'passed', statusCode: 200 });",
  },
  {
    name: 'statements that never reach the database',
    handler:
      "pool.query = async () => ({ rows: [{ word: 'x' }] }); return (await pool.query('SELECT word FROM secrets')).rows;",
  },
  {
    name: 'a driver that answers itself',
    handler: "return (await pool.query('SELECT word FROM secrets')).rows;",
    top: "pg.Client.prototype.query = function (query: any, values: any, done: any) { const result = { rows: [{ word: 'x' }], rowCount: 1 }; typeof done === 'function' ? done(null, result) : 0; return Promise.resolve(result); } as any;",
  },
  { name: 'statements within a comment', handler: "await pool.query('SELECT 1 -- FROM nowhere'); return 1;" },
];

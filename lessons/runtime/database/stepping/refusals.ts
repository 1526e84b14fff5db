import type { SteppedSession } from './stepped-session.ts';

/** Why a statement is not run: each says what PostgreSQL itself would do, and what to do here. */
export const refusals = {
  binding: ({ name, keepsSnapshot, isolation }: SteppedSession) =>
    keepsSnapshot
      ? `Not run. Session ${name} keeps a snapshot (${isolation}), which would be lost if another session wrote now: this database has one connection. PostgreSQL would run the statement. Here session ${name} has to end its transaction first; plain reads are possible.`
      : `Not run. Session ${name} has changed or locked rows and is still open. PostgreSQL would let this statement wait if it needs the same rows, and run it if it does not. This database has one connection and can do neither: end session ${name}'s transaction first. Plain reads are possible.`,

  exclusive: ({ name }: SteppedSession) =>
    `Not run. Session ${name} has locked a table exclusively, as ALTER, DROP, TRUNCATE and LOCK do. In PostgreSQL this would wait if it reads that table. End session ${name}'s transaction first.`,

  writesAside: ({ name }: SteppedSession) =>
    `Not run to its end. It writes or takes a number, in a function perhaps, which is not possible here while session ${name} is open. End session ${name}'s transaction first.`,

  ofTheBackend:
    'Not run. Temporary tables, advisory locks, prepared statements, notifications and what a backend says of itself belong to one session. Here all sessions share one backend, so each would see those of the others.',

  several: 'Run one statement at a time.',

  noPostgres:
    'pg-mem has no isolation between transactions, so there is nothing to step through. Choose PostgreSQL as the database.',

  lost: ({ name }: SteppedSession) =>
    `Session ${name} was rolled back. While another session read, its transaction had to be set aside and run again, and its statements did not give the same the second time, as with random(). Run it again without what changes from call to call.`,
} as const;

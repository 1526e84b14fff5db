import { CheckFailure, type Check, type Verdict } from '../../../lessons/runtime/checks/check.ts';
import { runChecks } from '../../../lessons/runtime/checks/run-checks.ts';
import type {
  DatabaseSource,
  Exchange,
  Playground,
  SourceFiles,
  StartResult,
} from '../../../lessons/runtime/playground.ts';

const DATABASE: DatabaseSource = {
  schema: `CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE secrets (id serial PRIMARY KEY, word text NOT NULL);
CREATE TABLE visits (id serial PRIMARY KEY, by text NOT NULL)`,
  seed: "INSERT INTO users (name) VALUES ('Ada'), ('Grace'); INSERT INTO secrets (word) VALUES ('unknown')",
};

/** The three things by which checks judge: responses, the log of statements, and rows. */
export type Criterion = 'answers with the word' | 'reads it by one statement' | 'writes that it was asked';

export interface Graded {
  readonly verdict: Verdict['kind'];
  readonly met: readonly Criterion[];
  /** What became of the program, verdict aside. */
  readonly start: StartResult | undefined;
  readonly exchange: Exchange | undefined;
}

/**
 * Grades a program on PGlite, as a lesson would, by one check that passes as soon as one criterion is met: so
 * one request shows what a program can make any of them believe.
 */
export async function grade(playground: Playground, files: SourceFiles): Promise<Graded> {
  const met: Criterion[] = [];
  const seen: { start?: StartResult; exchange?: Exchange } = {};
  const check: Check = {
    id: 'any',
    title: 'Meets a criterion',
    run: async ({ query, send, statements }) => {
      const word = `word-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
      await query(`UPDATE secrets SET word = '${word}'`);
      const { outcome } = await send({ method: 'GET', path: '/attack' });
      if (outcome.kind === 'response' && outcome.response.body.includes(word))
        met.push('answers with the word');
      const readings = statements().filter(({ sql, rows }) => sql.includes('FROM secrets') && rows === 1);
      if (readings.length === 1) met.push('reads it by one statement');
      const { rows } = await query('SELECT count(*) FROM visits');
      if (rows[0]?.[0] === '1') met.push('writes that it was asked');
      if (met.length > 0) return;
      throw new CheckFailure({ sent: 'GET /attack', expected: 'any of it', received: 'nothing' });
    },
  };
  const watched = watch(playground, {
    start: (start) => (seen.start = start),
    send: (exchange) => (seen.exchange = exchange),
  });
  let verdict: Verdict['kind'] = 'error';
  const run = {
    playground: watched,
    database: DATABASE,
    files,
    entry: 'server.ts',
    rules: [],
    lint: async () => [],
  };
  for await (const result of runChecks({ ...run, checks: [check] })) verdict = result.verdict.kind;
  return { verdict, met, start: seen.start, exchange: seen.exchange };
}

/** The same playground; tells of what it gives to who grades. */
function watch(
  playground: Playground,
  tell: { start(result: StartResult): void; send(exchange: Exchange): void },
): Playground {
  return new Proxy(playground, {
    get(target, name) {
      if (name === 'start') {
        return async (...parameters: Parameters<Playground['start']>) => {
          const result = await target.start(...parameters);
          tell.start(result);
          return result;
        };
      }
      if (name === 'send') {
        return async (...parameters: Parameters<Playground['send']>) => {
          const exchange = await target.send(...parameters);
          tell.send(exchange);
          return exchange;
        };
      }
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

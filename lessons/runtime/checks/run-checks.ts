import type { Attack, AttackReport, AttackTools } from '../attack/attack.ts';
import type {
  DatabaseSource,
  Exchange,
  HttpRequest,
  HttpResponse,
  Playground,
  SourceFiles,
} from '../playground.ts';
import {
  CheckFailure,
  type Check,
  type CheckContext,
  type CheckResult,
  type Finding,
  type Verdict,
} from './check.ts';
import { describeRequest } from './expect.ts';
import { withSchema } from './with-schema.ts';
import { describeProgramError, describeStop } from './describe.ts';

export interface CheckRun {
  readonly playground: Playground;
  readonly database: DatabaseSource;
  readonly files: SourceFiles;
  readonly entry: string;
  readonly checks: readonly Check[];
  readonly attack?: Attack;
  /** The lesson's rules, without the plugin's prefix: findings of others do not count. */
  readonly rules: readonly string[];
  readonly lint: (files: SourceFiles) => Promise<readonly Finding[]>;
  /** What grades: PGlite, unless a comparison asks for the other. */
  readonly engine?: 'pglite' | 'pg-mem';
}

/**
 * Runs each check against a fresh program and a fresh database, and yields its verdict as soon as it stands.
 * What the last one leaves in the database stays there. Rejects only when PGlite, which grades, cannot be had.
 */
export async function* runChecks(run: CheckRun): AsyncGenerator<CheckResult, void, void> {
  if (run.engine !== 'pg-mem') await run.playground.whenPostgresReady();
  for (const check of run.checks) {
    const started = performance.now();
    const verdict = await judge(run, check);
    yield { id: check.id, title: check.title, verdict, milliseconds: performance.now() - started };
  }
}

async function judge(run: CheckRun, check: Check): Promise<Verdict> {
  try {
    const { needs = 'program', seed = run.database.seed } = check;
    if (needs !== 'files') {
      await run.playground.resetDatabase(withSchema({ ...run.database, seed }, run.files));
    }
    if (needs === 'program') {
      await run.playground.setServices({});
      const start = await run.playground.start(run.files, run.entry);
      if (start.kind === 'failed') return { kind: 'error', message: describeProgramError(start.error) };
      if (start.kind === 'stopped') return { kind: 'error', message: describeStop(start.reason) };
    }
    await check.run(checkContext(run));
    return { kind: 'passed' };
  } catch (error) {
    if (error instanceof CheckFailure) return { kind: 'failed', report: error.report };
    return { kind: 'error', message: error instanceof Error ? error.message : String(error) };
  }
}

function checkContext(run: CheckRun): CheckContext {
  const { playground } = run;
  const exchanges: Exchange[] = [];

  const keep = (exchange: Exchange): Exchange => {
    exchanges.push(exchange);
    if (exchange.outcome.kind === 'stopped') {
      throw new CheckFailure({
        sent: describeRequest(exchange.request),
        expected: 'an answer',
        received: describeStop(exchange.outcome.reason),
      });
    }
    return exchange;
  };
  const send = async (request: HttpRequest): Promise<Exchange> => keep(await playground.send(request));

  const race = async (requests: readonly HttpRequest[]) => (await playground.race(requests)).map(keep);

  return {
    send,
    sendTogether: (requests) => Promise.all(requests.map(send)),
    race,
    advanceClock: (milliseconds) => playground.advanceClock(milliseconds),
    setServices: (conditions) => playground.setServices(conditions),
    query: (sql, parameters) => playground.query(sql, parameters),
    explain: ({ sql, parameters }) => playground.explain(sql, parameters),
    statements: () => exchanges.flatMap((exchange) => exchange.statements),
    attack: () => {
      if (!run.attack) throw new Error('This lesson has no attack.');
      return finishAttack(run.attack, async (request) => responseOf(await send(request)), {
        race: async (requests) => (await race(requests)).map(responseOf),
        advanceClock: (milliseconds) => playground.advanceClock(milliseconds),
      });
    },
    findings: async () => {
      const findings = await run.lint(run.files);
      const broken = findings.find(({ rule }) => rule === 'parse-error');
      if (broken)
        throw new Error(`${broken.file}:${broken.line}:${broken.column} can't be read: ${broken.message}`);
      return findings.filter(({ rule }) => run.rules.includes(rule));
    },
  };
}

/** What a client of the attack's kind sees of an exchange: a response, whatever happened behind it. */
export function responseOf(exchange: Exchange): HttpResponse {
  if (exchange.outcome.kind === 'response') return exchange.outcome.response;
  return { status: 502, statusText: 'Bad Gateway', headers: [], body: '', bytes: 0 };
}

async function finishAttack(
  attack: Attack,
  send: (request: HttpRequest) => Promise<HttpResponse>,
  tools: AttackTools,
): Promise<AttackReport> {
  const progress = attack(send, tools);
  for (;;) {
    const step = await progress.next();
    if (step.done) return step.value;
  }
}

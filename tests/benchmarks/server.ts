import autocannon from 'autocannon';
import { decodeJwt } from 'jose';
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../server/bin/build.js';
import { startPostgres } from '../skill/examples/postgres-server.ts';
import type { Order, SavedAnswer, Usage } from './loaded-server.ts';
import { machine, percentile, printReport, type Measurement } from './report.ts';

/**
 * `npm run bench:server`: requests per second and p99 of our server beside a bare Fastify that answers the same
 * bytes; `-- --soak` loads ours for five minutes instead, and looks for errors and growing memory.
 */
const connections = 50;
const rounds = 6;
const roundSeconds = 2.5;
const soakSeconds = 300;
/** How much of the bare server's rate ours has to reach. */
const enough = 0.85;

const routes = [
  { name: 'a skill file', path: '/skill/files/SKILL.md', accept: 'text/markdown' },
  { name: 'the catalogue', path: '/skill', accept: 'application/json' },
] as const;

interface LoadedServer {
  readonly url: string;
  usage(): Promise<Usage>;
}

const children: ChildProcess[] = [];

/** A server in a process of its own, so that the load generator does not take its time. */
async function start(order: Order): Promise<LoadedServer> {
  const program = fileURLToPath(new URL('./loaded-server.ts', import.meta.url));
  const child = fork(program, { execArgv: ['--import', 'tsx', '--expose-gc'] });
  children.push(child);
  const ask = (question: Order) =>
    new Promise<unknown>((resolve, reject) => {
      const onExit = () => reject(new Error('A server ended.'));
      child.once('exit', onExit);
      child.once('message', (answer) => {
        child.off('exit', onExit);
        resolve(answer);
      });
      child.send(question);
    });
  return { url: String(await ask(order)), usage: async () => (await ask({ kind: 'usage' })) as Usage };
}

/** A customer with a hundred orders, and what a client needs to list them. */
async function fill(url: string) {
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return ((await answer.json()) as { data: Record<string, string> }).data;
  };
  const account = { email: 'ana@example.com', password: 'correct horse battery' };
  const { id } = await post('/api/v1/users', { ...account, name: 'Ana' });
  const { accessToken } = await post('/api/v1/auth/login', account);
  const authorization = `Bearer ${accessToken}`;
  for (let count = 0; count < 100; count += 1) {
    const order = { totalCents: 100 + count, currency: 'EUR' };
    await post(`/api/v1/users/${id}/orders`, order, { authorization, 'idempotency-key': `${count}` });
  }
  return {
    userId: `${id}`,
    sessionId: `${decodeJwt(`${accessToken}`).sid}`,
    user: `/api/v1/users/${id}`,
    list: `/api/v2/users/${id}/orders`,
    authorization,
  };
}

/** Headers that any server adds by itself. */
const ofTheConnection = new Set(['connection', 'content-length', 'date', 'keep-alive']);

async function save(url: string, path: string, sent: Record<string, string>): Promise<SavedAnswer> {
  const answer = await fetch(url + path, { headers: sent });
  if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}.`);
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !ofTheConnection.has(name)));
  return { path, headers, body: await answer.text() };
}

/** The peer must answer what we answer, apart from the time that an envelope tells. */
function requireSame(ours: SavedAnswer, bare: SavedAnswer): void {
  const plain = (answer: SavedAnswer) =>
    JSON.stringify(answer).replace(/timestamp[\\":]+[\w.:-]+/, 'timestamp');
  if (plain(ours) !== plain(bare)) throw new Error(`The bare server answers ${ours.path} differently.`);
}

interface Round {
  readonly rate: number;
  readonly p99: number;
  /** Of the server's process, for each request. */
  readonly cpuMicroseconds: number;
}

async function measure(server: LoadedServer, path: string, headers: Record<string, string>): Promise<Round> {
  const before = await server.usage();
  const result = await autocannon({ url: server.url + path, connections, duration: roundSeconds, headers });
  const after = await server.usage();
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${path}: ${result.non2xx} refusals, ${result.errors} errors.`);
  }
  return {
    rate: result.requests.total / result.duration,
    p99: result.latency.p99,
    cpuMicroseconds: ((after.cpuSeconds - before.cpuSeconds) * 1e6) / result.requests.total,
  };
}

/** Ours and the bare one in turn; the first round of each warms it up and does not count. */
async function compare(
  name: string,
  ours: LoadedServer,
  bare: LoadedServer,
  path: string,
  headers: Record<string, string>,
): Promise<readonly Measurement[]> {
  const pairs: { ours: Round; bare: Round }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push({ ours: await measure(ours, path, headers), bare: await measure(bare, path, headers) });
  }
  const counted = pairs.slice(1);
  const median = (pick: (pair: { ours: Round; bare: Round }) => number) => percentile(counted.map(pick), 0.5);
  const figures = (side: 'ours' | 'bare') =>
    `${Math.round(median((pair) => pair[side].rate))}/s, ${Math.round(median((pair) => pair[side].cpuMicroseconds))} µs of CPU each`;
  const conditions = `median of ${counted.length} alternating rounds of ${roundSeconds} s, ${connections} connections, ${machine()}`;
  const bareP99 = median((pair) => pair.bare.p99);
  return [
    {
      name: `${name}: requests per second`,
      value: median((pair) => pair.ours.rate / pair.bare.rate),
      unit: 'of bare',
      goal: { atLeast: enough },
      conditions: `ours ${figures('ours')}; bare ${figures('bare')}; ${conditions}`,
    },
    {
      name: `${name}: p99`,
      value: median((pair) => pair.ours.p99),
      unit: 'ms',
      goal: { atMost: Math.ceil(bareP99 / enough) },
      conditions: `bare ${bareP99} ms, which is to be ${enough} of ours or more; ${conditions}`,
    },
  ];
}

async function runComparison(databaseUrl: string): Promise<readonly Measurement[]> {
  const ours = await start({ kind: 'ours', databaseUrl });
  const { list, authorization, userId, sessionId } = await fill(ours.url);
  const answers = await Promise.all(routes.map(({ path, accept }) => save(ours.url, path, { accept })));
  const answer = await save(ours.url, list, { authorization });
  const bare = await start({ kind: 'bare', databaseUrl, answers, list: { userId, sessionId, answer } });
  for (const saved of [...answers, answer]) requireSame(saved, await save(bare.url, saved.path, {}));
  const measurements: Measurement[] = [];
  for (const { name, path, accept } of routes) {
    measurements.push(...(await compare(name, ours, bare, path, { accept })));
  }
  const name = "the API's list, beside the same two statements";
  measurements.push(...(await compare(name, ours, bare, list, { authorization })));
  return measurements;
}

async function runSoak(databaseUrl: string): Promise<readonly Measurement[]> {
  const ours = await start({ kind: 'ours', databaseUrl });
  const { list, user, authorization } = await fill(ours.url);
  const headers = { authorization };
  const load = autocannon({
    url: ours.url,
    connections,
    duration: soakSeconds,
    requests: [
      ...routes.map(({ path, accept }) => ({ path, headers: { accept } })),
      { path: '/' },
      { path: list, headers },
      {
        method: 'PATCH',
        path: user,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Ana Maria' }),
      },
    ],
  });
  const samples: Usage[] = [];
  const clock = setInterval(() => void ours.usage().then((usage) => samples.push(usage)), 5000);
  const result = await load;
  clearInterval(clock);
  // What the first minute needs, compiled code and filled pools, is no growth.
  const minute = Math.round(60 / 5);
  const median = (part: readonly Usage[], pick: (usage: Usage) => number) => percentile(part.map(pick), 0.5);
  const growth = (pick: (usage: Usage) => number) =>
    median(samples.slice(-minute), pick) / median(samples.slice(minute, 2 * minute), pick) - 1;
  const sizes = samples
    .filter((_, index) => index % minute === 0)
    .map((usage) => Math.round(usage.heapMegabytes));
  const conditions = `${result.requests.total} requests in ${Math.round(result.duration)} s, p99 ${result.latency.p99} ms, heap each minute ${sizes.join(', ')} MB, ${machine()}`;
  return [
    {
      name: 'errors and refusals',
      value: result.errors + result.non2xx,
      unit: '',
      goal: { atMost: 0 },
      conditions,
    },
    {
      name: 'growth of the heap from minute 2 to 5',
      value: growth(({ heapMegabytes }) => heapMegabytes) * 100,
      unit: '%',
      goal: { atMost: 5 },
      conditions,
    },
    {
      name: 'growth of resident memory from minute 2 to 5',
      value: growth(({ residentMegabytes }) => residentMegabytes) * 100,
      unit: '%',
      goal: { atMost: 10 },
      conditions,
    },
  ];
}

await ensureBuilt();
const postgres = await startPostgres();
try {
  const databaseUrl = await postgres.createDatabase();
  const run = process.argv.includes('--soak') ? runSoak : runComparison;
  printReport(await run(databaseUrl));
} finally {
  for (const child of children) child.kill('SIGKILL');
  await postgres.stop();
}

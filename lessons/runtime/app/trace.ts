import type pg from 'pg';
import type { SourcePosition } from '../playground.ts';
import { SQL_TOLD, type AppEvent } from './messages.ts';
import { computerTime } from './node/clock.ts';
import { learnerFrames } from './stack.ts';

type Trace = Omit<Extract<AppEvent, { kind: 'trace' }>, 'kind'>;

/** What one request's worth of tracing may hold: a loop may send far more. */
const MOST = 2000;

interface Noted {
  /** Made where the learner's code stood; its stack is written out when it is asked for. */
  readonly origin: Error;
}

let statements: (Noted & { readonly sql: string })[] = [];
let calls: (Noted & Omit<Trace['calls'][number], 'position'>)[] = [];

const traced = new WeakSet<object>();

/** Remembers from which line each statement is sent. */
export function traceStatements(module: typeof pg): void {
  if (traced.has(module)) return;
  traced.add(module);
  // A pool hands its statements on later, when the line that sent them is gone from the stack.
  for (const { prototype } of [module.Client, module.Pool]) {
    const query = Reflect.get(prototype, 'query') as (this: unknown, ...parameters: unknown[]) => unknown;
    Reflect.defineProperty(prototype, 'query', {
      value: function (this: unknown, ...parameters: unknown[]) {
        noteStatement(parameters[0]);
        return query.apply(this, parameters);
      },
      writable: true,
      configurable: true,
    });
  }
}

function noteStatement(query: unknown): void {
  const sql = typeof query === 'object' && query !== null ? (Reflect.get(query, 'text') as unknown) : query;
  if (typeof sql === 'string' && statements.length < MOST) {
    statements.push({ sql: sql.slice(0, SQL_TOLD), origin: new Error() });
  }
}

/** Remembers a call to a service, and from which line it was made. */
export async function traceCall<Answer extends { readonly status: number }>(
  method: string,
  url: string,
  origin: Error,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const began = computerTime();
  const note = (outcome: number | string) => {
    if (calls.length >= MOST) return;
    calls.push({
      method,
      url: url.slice(0, 500),
      began,
      milliseconds: computerTime() - began,
      outcome,
      origin,
    });
  };
  try {
    const answer = await call();
    note(answer.status);
    return answer;
  } catch (error) {
    note(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** What was noted since the last time; undefined when that is nothing. */
export function takeTrace(): Trace | undefined {
  if (statements.length + calls.length === 0) return undefined;
  const trace = {
    // What no line of the learner's sent, a pool sent for one that is noted already.
    statements: statements.flatMap(({ sql, origin }) => {
      const position = positionOf(origin);
      return position === undefined ? [] : [{ sql, position }];
    }),
    calls: calls.map(({ origin, ...call }) => {
      const position = positionOf(origin);
      return position === undefined ? call : { ...call, position };
    }),
  };
  statements = [];
  calls = [];
  return trace;
}

function positionOf({ stack }: Error): SourcePosition | undefined {
  return learnerFrames(stack)[0];
}

import type { Exchange, SourcePosition } from '../../../lessons/runtime/playground.ts';
import { plural } from '../format.ts';

/** A bar of the timeline: where it begins and how long it is, from 0 to 1 of the whole. */
export interface TimelineBar {
  readonly key: string;
  readonly kind: 'handler' | 'statement' | 'call';
  readonly label: string;
  /** 'SQL', '3 rows', '200', an error. */
  readonly result: string;
  readonly isBad: boolean;
  readonly start: number;
  readonly share: number;
  /** After the request was sent. */
  readonly at: number;
  readonly milliseconds: number;
  readonly position: SourcePosition | undefined;
  /** Of the exchange, for a statement. */
  readonly statement: number | undefined;
}

export interface TimelineView {
  readonly bars: readonly TimelineBar[];
  /** Statements sent again and again by one line, most frequent first. */
  readonly repeated: readonly {
    readonly label: string;
    readonly count: number;
    readonly position: SourcePosition | undefined;
  }[];
}

/** As many of the same statement are no accident. */
const REPEATED_FROM = 3;

/** One picture of a request: its handler, statements and calls, in the order in which they began. */
export function viewTimeline({
  request,
  outcome,
  statements,
  calls = [],
  began,
  milliseconds,
}: Exchange): TimelineView {
  const whole = Math.max(milliseconds, 0.01);
  const place = (begun: number | undefined, length: number) => {
    const at = clamp((begun ?? began ?? 0) - (began ?? 0), whole);
    const start = at / whole;
    return { at, start, share: Math.min(length / whole, 1 - start), milliseconds: length };
  };
  const parts = [
    ...statements.map((statement): TimelineBar => ({
      key: `statement ${statement.id}`,
      kind: 'statement',
      label: oneLine(statement.sql),
      result: statement.error ? `error ${statement.error.code}` : plural(statement.rows, 'row'),
      isBad: statement.error !== undefined,
      ...place(statement.began, statement.milliseconds),
      position: statement.position,
      statement: statement.id,
    })),
    ...calls.map((call, index): TimelineBar => ({
      key: `call ${index}`,
      kind: 'call',
      label: `${call.method} ${call.url}`,
      result: String(call.outcome),
      isBad: typeof call.outcome === 'string' || call.outcome >= 500,
      ...place(call.began, call.milliseconds),
      position: call.position,
      statement: undefined,
    })),
  ].sort((a, b) => a.at - b.at);
  const handler: TimelineBar = {
    key: 'handler',
    kind: 'handler',
    label: `${request.method} ${request.path}`,
    result: outcome.kind === 'response' ? String(outcome.response.status) : 'no answer',
    isBad: outcome.kind !== 'response' || outcome.response.status >= 500,
    at: 0,
    start: 0,
    share: 1,
    milliseconds,
    position: undefined,
    statement: undefined,
  };
  return { bars: [handler, ...parts], repeated: repeatedOf(parts) };
}

function repeatedOf(bars: readonly TimelineBar[]): TimelineView['repeated'] {
  const groups = new Map<string, TimelineBar[]>();
  for (const bar of bars) {
    const { kind, label, position } = bar;
    if (kind !== 'statement') continue;
    const key = `${label} ${position?.file}:${position?.line}`;
    const group = groups.get(key);
    if (group) group.push(bar);
    else groups.set(key, [bar]);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first || group.length < REPEATED_FROM || isOfTransaction(first.label)) return [];
      return { label: first.label, count: group.length, position: first.position };
    })
    .sort((a, b) => b.count - a.count);
}

function isOfTransaction(sql: string): boolean {
  return /^(?:begin|start|commit|rollback|savepoint|release|set)\b/i.test(sql);
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

function oneLine(sql: string): string {
  return sql.trim().replace(/\s+/g, ' ');
}

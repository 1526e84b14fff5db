import type { RecordedExchange } from '../session/state.ts';

/** How the statements of requests that are sent at once meet. */
export type BurstOrder = 'as they come' | 'worst';

/** Requests that were sent at once. */
export interface Burst {
  /** Of the exchanges, in the order in which they were sent. */
  readonly ids: readonly number[];
  /** From the first request to the last answer. */
  readonly milliseconds: number;
  readonly order: BurstOrder;
}

export const MOST_AT_ONCE = 200;
/** The worst order keeps every request waiting for all others. */
export const MOST_IN_WORST_ORDER = 20;

/** One row of the summary: a status, or why there is none. */
export interface BurstCount {
  readonly label: string;
  readonly tone: string;
  readonly count: number;
}

export interface BurstSummary {
  readonly counts: readonly BurstCount[];
  readonly fastest: number;
  readonly median: number;
  /** 95 of 100 were at least as fast. */
  readonly ninetyFifth: number;
  readonly slowest: number;
}

/** What became of requests that were sent at once: how many of each status, and how their times spread. */
export function summarize(recorded: readonly RecordedExchange[]): BurstSummary {
  const counts = new Map<string, BurstCount>();
  for (const { exchange } of recorded) {
    const { label, tone } = labelOf(exchange.outcome);
    counts.set(label, { label, tone, count: (counts.get(label)?.count ?? 0) + 1 });
  }
  const times = recorded.map(({ exchange }) => exchange.milliseconds).toSorted((a, b) => a - b);
  const at = (share: number) => times[Math.max(0, Math.ceil(times.length * share) - 1)] ?? 0;
  return {
    counts: [...counts.values()].sort((a, b) => b.count - a.count),
    fastest: at(0),
    median: at(0.5),
    ninetyFifth: at(0.95),
    slowest: at(1),
  };
}

function labelOf(outcome: RecordedExchange['exchange']['outcome']): Omit<BurstCount, 'count'> {
  switch (outcome.kind) {
    case 'response': {
      const { status, statusText } = outcome.response;
      return { label: `${status} ${statusText}`, tone: `status-${Math.floor(status / 100)}xx` };
    }
    case 'failed':
      return { label: outcome.error.name, tone: 'status-5xx' };
    case 'stopped':
      return { label: 'ended', tone: 'status-5xx' };
  }
}

import type { HttpRequest, HttpResponse } from '../playground.ts';

/** How far an attack has come. `stolen` is what it has read so far; `length` what it hopes to read. */
export interface AttackProgress {
  readonly requests: number;
  readonly stolen: string;
  readonly length: number;
  /** What it does now, one plain sentence. */
  readonly step: string;
}

export interface AttackReport extends AttackProgress {
  /** It could tell nothing from the responses, and says why. */
  readonly outcome: 'succeeded' | 'repelled';
}

/** What an attack may do beside sending one request after the other. */
export interface AttackTools {
  /** Sends requests at once, and makes their statements meet in the worst order: see `race` of a check. */
  race(requests: readonly HttpRequest[]): Promise<readonly HttpResponse[]>;
  /** Waits so many milliseconds, at once. */
  advanceClock(milliseconds: number): Promise<void>;
}

/**
 * A lesson's attack: a script that sends requests and reads only responses. It yields its progress as it
 * goes and returns its report.
 */
export type Attack = (
  send: (request: HttpRequest) => Promise<HttpResponse>,
  tools: AttackTools,
) => AsyncGenerator<AttackProgress, AttackReport, void>;

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

/**
 * A lesson's attack: a script that sends requests and reads only responses. It yields its progress as it
 * goes and returns its report.
 */
export type Attack = (
  send: (request: HttpRequest) => Promise<HttpResponse>,
) => AsyncGenerator<AttackProgress, AttackReport, void>;

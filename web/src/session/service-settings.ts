import type { ServiceConditions, ServiceOutcome } from '../../../lessons/runtime/playground.ts';

/** How the reader sets the way to a service. */
export interface ServiceSettings {
  /** Milliseconds before a request arrives. */
  readonly latency: number;
  /** Of 100 calls, how many are answered with 503. */
  readonly failure: number;
  /** Of 100 calls, how many lose their request or their answer on the way. */
  readonly loss: number;
}

export const smoothWay: ServiceSettings = { latency: 0, failure: 0, loss: 0 };

/** Calls that are settled ahead; what happens to the last of them holds for all that follow. */
const CALLS = 2000;

/** The playground's conditions for these settings. */
export function conditionsOf(
  services: Readonly<Record<string, ServiceSettings>>,
): Readonly<Record<string, ServiceConditions>> {
  return Object.fromEntries(
    Object.entries(services).map(([name, settings]) => [
      name,
      { latency: settings.latency, outcomes: outcomesOf(settings) },
    ]),
  );
}

/**
 * What becomes of each call, in turn: of every 100 exactly so many fail and get lost, spread evenly, so that
 * the same run has the same result each time.
 */
export function outcomesOf({ failure, loss }: ServiceSettings): readonly ServiceOutcome[] {
  if (failure === 0 && loss === 0) return [];
  let lost = 0;
  return Array.from({ length: CALLS }, (_, call) => {
    if (isDue(call, failure)) return 503;
    // Of the calls that do not fail, so that both numbers hold.
    const answered = call - Math.floor((call * failure) / 100);
    if (failure >= 100 || !isDue(answered, Math.min(100, (loss * 100) / (100 - failure)))) return 'answer';
    lost += 1;
    return lost % 2 === 1 ? 'lose-response' : 'lose-request';
  });
}

/** Whether the share of all calls so far grows by a whole one with this call. */
function isDue(call: number, percent: number): boolean {
  return Math.floor(((call + 1) * percent) / 100) > Math.floor((call * percent) / 100);
}

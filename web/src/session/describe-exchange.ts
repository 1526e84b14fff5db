import { describeStop } from '../../../lessons/runtime/checks/describe.ts';
import type { Exchange } from '../../../lessons/runtime/playground.ts';

/** What became of a request, in one sentence for those who listen instead of looking. */
export function describeExchange({ request, outcome, milliseconds }: Exchange): string {
  switch (outcome.kind) {
    case 'response':
      return `${request.method} answered ${outcome.response.status} ${outcome.response.statusText} in ${Math.round(milliseconds)} ms.`;
    case 'failed':
      return `${outcome.error.name}: ${outcome.error.message}`;
    case 'stopped':
      return describeStop(outcome.reason);
  }
}

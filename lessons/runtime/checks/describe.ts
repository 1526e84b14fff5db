import type { ProgramError, StopReason } from '../playground.ts';

/** One sentence a learner reads: what went wrong, where, and what to do. */
export function describeProgramError(error: ProgramError): string {
  const place = error.position
    ? ` at ${error.position.file}:${error.position.line}:${error.position.column}`
    : '';
  const advice = error.advice ? ` ${error.advice}` : '';
  return `${error.name}: ${error.message}${place}.${advice}`.replace('..', '.');
}

/** Why the playground ended a program, as a sentence. */
export function describeStop(reason: StopReason): string {
  switch (reason.kind) {
    case 'deadline': {
      const culprit = reason.waitingFor === 'database' ? 'A query' : 'The program';
      return `${culprit} did not come back within ${reason.milliseconds / 1000} s, so it was stopped.`;
    }
    case 'flood':
    case 'crash':
      return reason.message;
  }
}

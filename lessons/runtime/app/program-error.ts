import type { ProgramError, SourcePosition } from '../playground.ts';
import { learnerFrames } from './stack.ts';

/** An error that the playground found before or while it started the program, with what to do. */
export class ProgramFailure extends Error {
  readonly error: ProgramError;

  constructor(error: Omit<ProgramError, 'frames'> & { readonly frames?: readonly SourcePosition[] }) {
    super(error.message);
    this.name = error.name;
    this.error = { frames: error.position === undefined ? [] : [error.position], ...error };
  }
}

/** Advice for errors that every developer meets, by what their message says. */
const ADVICE: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /^(require|module|exports|__dirname|__filename) is not defined/,
    'This is an ES module. Use `import` and `export`; `import.meta.dirname` names its folder.',
  ],
  [
    /Cannot read propert(y|ies) of (undefined|null)/,
    'The value to the left of the dot is missing. Check what the call before it returned.',
  ],
  [
    /is not iterable/,
    'Destructuring with [ ] and for-of need an array. `pool.query()` gives an object with `rows`.',
  ],
  [
    /does not support SSL/,
    'Leave `ssl` out, or set it by an environment variable that is not there: nothing leaves this tab.',
  ],
  [
    /Connection terminated|ECONNREFUSED/,
    'The database connection is gone. Is a client used after end() or release()?',
  ],
];

/** What was thrown, in the words of the contract. */
export function programError(thrown: unknown): ProgramError {
  if (thrown instanceof ProgramFailure) return thrown.error;
  if (!(thrown instanceof Error)) {
    return {
      name: 'Error',
      message: `The program threw ${describe(thrown)}, which is not an Error.`,
      frames: [],
    };
  }
  const frames = learnerFrames(thrown.stack);
  const message = String(thrown.message);
  const advice = ADVICE.find(([pattern]) => pattern.test(message))?.[1];
  return {
    name: String(thrown.name),
    message,
    frames,
    ...(frames[0] === undefined ? {} : { position: frames[0] }),
    ...(advice === undefined ? {} : { advice }),
  };
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

import { writeEntry } from '../console/output.ts';
import { programError } from '../program-error.ts';

/**
 * Fastify's logger when the program asked for none. Errors that it would log (a handler that threw, answered
 * with 500) still reach the log of the playground: a developer must see why.
 */
function error(record: unknown, message?: unknown): void {
  const cause: unknown =
    typeof record === 'object' && record !== null ? Reflect.get(record, 'err') : undefined;
  const reported = programError(cause ?? message ?? record);
  writeEntry({
    level: 'error',
    text: `${reported.name}: ${reported.message}`,
    ...(reported.position === undefined ? {} : { position: reported.position }),
    error: reported,
  });
}

const silent = () => undefined;
const logger = { fatal: error, error, warn: silent, info: silent, debug: silent, trace: silent };

export { logger as 'module.exports', logger as default };

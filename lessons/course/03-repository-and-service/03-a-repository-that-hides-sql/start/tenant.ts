import type { FastifyRequest } from 'fastify';

/** For this lesson alone: a real program verifies a token. */
const tenants = new Map([
  ['Bearer acme', 1],
  ['Bearer globex', 2],
]);

/** Answered as 401 by the error handler of the app. */
class Unauthorized extends Error {
  readonly statusCode = 401;
  readonly code = 'UNAUTHORIZED';
}

/** The company that sends this request. */
export function tenantOf(request: FastifyRequest): number {
  const tenant = tenants.get(request.headers.authorization ?? '');
  if (tenant === undefined) throw new Unauthorized('Say who you are.');
  return tenant;
}

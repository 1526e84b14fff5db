import type { FastifyRequest } from 'fastify';
import type { ApiError, FieldProblem } from './api-error.ts';

/** What every response with a body looks like. Only 204 and 304 have none. */
export type Envelope<Data> =
  | { readonly success: true; readonly data: Data; readonly meta: Meta }
  | { readonly success: false; readonly error: ErrorBody; readonly meta: Meta };

interface Meta {
  readonly requestId: string;
  readonly timestamp: string;
  readonly page?: Page;
}

/** Where this page stands: by number, or by the cursor of the next one. */
export type Page =
  | { readonly number: number; readonly limit: number; readonly total: number }
  | { readonly limit: number; readonly nextCursor: string | null };

interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details?: readonly FieldProblem[];
}

/** A success. */
export function success<Data>(request: FastifyRequest, data: Data, page?: Page): Envelope<Data> {
  return { success: true, data, meta: meta(request, page) };
}

/** A failure that the client may know of. */
export function failure(
  request: FastifyRequest,
  { code, message, details }: Pick<ApiError, 'code' | 'message' | 'details'>,
): Envelope<never> {
  return { success: false, error: { code, message, ...(details && { details }) }, meta: meta(request) };
}

function meta(request: FastifyRequest, page?: Page): Meta {
  return { requestId: request.id, timestamp: new Date().toISOString(), ...(page && { page }) };
}

import { ApiError } from './api-error.ts';

/** An id that is no UUID never reaches PostgreSQL, which would refuse it with an error of its own. */
export const idParameter = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', format: 'uuid' } },
};

export const limitParameter = { limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 } };

export const pageParameters = { ...limitParameter, page: { type: 'integer', minimum: 1, default: 1 } };

/** The last row that pages by number reach: OFFSET reads and throws away every row before the page. */
const DEEPEST_ROW = 10_000;

export function requireReachable(page: number, limit: number): void {
  if (page * limit <= DEEPEST_ROW) return;
  throw new ApiError(
    400,
    'PAGE_TOO_DEEP',
    `Pages by number end at row ${DEEPEST_ROW}. Narrow the filter, or follow cursors in /api/v2.`,
  );
}

export function offsetOf(page: number, limit: number): number {
  return (page - 1) * limit;
}

import { z } from 'zod';
import { ApiError } from '../foundation/api-error.ts';
import type { OrderPosition } from './order.ts';

const position = z.tuple([z.iso.datetime(), z.uuid()]);

/** A position as the client carries it: opaque, so that it can change without a new version. */
export function encodeCursor({ createdAt, id }: OrderPosition): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

/** The position in a cursor; 400 for anything that this API did not hand out. */
export function decodeCursor(cursor: string): OrderPosition {
  try {
    const [createdAt, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { createdAt, id };
  } catch {
    const message = 'The cursor is not one of this API. Start again without it.';
    throw new ApiError(400, 'INVALID_CURSOR', message);
  }
}

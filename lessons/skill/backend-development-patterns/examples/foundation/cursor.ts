import { z } from 'zod';
import { ApiError } from './api-error.ts';

const position = z.tuple([z.iso.datetime(), z.uuid()]);

/** A place in a list that is sorted by time and id, newest first. */
export interface Position {
  readonly createdAt: string;
  readonly id: string;
}

/** Before the first row: where a list begins that is read without a cursor. */
export const START: Position = { createdAt: 'infinity', id: '00000000-0000-0000-0000-000000000000' };

/** A position as the client carries it: opaque, so that it can change without a new version. */
export function encodeCursor({ createdAt, id }: Position): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

/** The position in a cursor; 400 for anything that this API did not hand out. */
export function decodeCursor(cursor: string): Position {
  try {
    const [createdAt, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { createdAt, id };
  } catch {
    const message = 'The cursor is not one of this API. Start again without it.';
    throw new ApiError(400, 'INVALID_CURSOR', message);
  }
}

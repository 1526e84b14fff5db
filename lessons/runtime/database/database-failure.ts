import type { DatabaseError } from '../playground.ts';

/** The database refused, in its own words. */
export class DatabaseFailure extends Error {
  readonly error: DatabaseError;

  constructor(error: DatabaseError) {
    super(error.message);
    this.name = 'DatabaseFailure';
    this.error = error;
  }
}

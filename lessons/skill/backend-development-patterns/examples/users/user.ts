import type { Role } from '../auth/guard.ts';

/** A user as clients may see one. The password's hash is not part of it, so it cannot leak. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a client may set. */
export interface UserInput {
  readonly email: string;
  readonly name: string;
}

/** What a login compares with. It stays inside the server. */
export interface Credentials {
  readonly userId: string;
  readonly passwordHash: string;
}

/** The orders in which users can be listed, and the SQL of each. The id gives ties a fixed order. */
export const userOrderings = {
  name: 'lower(name), id',
  '-name': 'lower(name) DESC, id DESC',
  createdAt: 'created_at, id',
  '-createdAt': 'created_at DESC, id DESC',
} as const;

export type UserOrdering = keyof typeof userOrderings;

export interface UserFilter {
  readonly email?: string;
  readonly role?: Role;
}

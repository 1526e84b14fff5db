import { hashPassword } from '../auth/passwords.ts';
import { notFound, unprocessable } from '../foundation/api-error.ts';
import type { User, UserInput } from './user.ts';
import type { UsersRepository } from './users-repository.ts';

/** What the business says about users, whatever the transport and the storage. */
export class UsersService {
  readonly #users: UsersRepository;
  readonly #passwordCost: number;

  constructor(users: UsersRepository, passwordCost: number) {
    this.#users = users;
    this.#passwordCost = passwordCost;
  }

  /** Registers a user; the welcome message goes out after the commit, from the outbox. */
  async register({ password, ...input }: UserInput & { password: string }): Promise<User> {
    const user = normalized(input);
    const local = user.email.split('@')[0] ?? '';
    if (password.toLowerCase().includes(local.toLowerCase())) {
      throw unprocessable('WEAK_PASSWORD', 'The password must not contain the e-mail name.');
    }
    return this.#users.create({ ...user, passwordHash: await hashPassword(password, this.#passwordCost) });
  }

  async get(id: string): Promise<User> {
    return found(await this.#users.find(id));
  }

  /** Changes what is given. PUT sends all of it, PATCH a part. */
  async change(id: string, changes: Partial<UserInput>): Promise<User> {
    return found(await this.#users.update(id, normalized(changes)));
  }

  async remove(id: string): Promise<void> {
    if (!(await this.#users.remove(id))) throw notFound('user');
  }
}

function found(user: User | null): User {
  if (user === null) throw notFound('user');
  return user;
}

/** What is checked is what is stored: trimmed, and the address in lower case. */
function normalized<Input extends Partial<UserInput>>(input: Input): Input {
  return {
    ...input,
    ...(input.email !== undefined && { email: input.email.trim().toLowerCase() }),
    ...(input.name !== undefined && { name: input.name.trim() }),
  };
}

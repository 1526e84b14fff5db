import type { FastifyInstance } from 'fastify';
import { requireAdmin, requireOwner, type Authenticate, type Role } from '../auth/guard.ts';
import { success } from '../foundation/envelope.ts';
import { sendWithEtag } from '../foundation/etag.ts';
import { idParameter, offsetOf, pageParameters, requireReachable } from '../foundation/parameters.ts';
import { userOrderings, type UserInput, type UserOrdering } from './user.ts';
import type { UsersRepository } from './users-repository.ts';
import type { UsersService } from './users-service.ts';

const email = { type: 'string', format: 'email', maxLength: 254 };
/** A name has a character that is not a space, so that nothing empty is left after trimming. */
const name = { type: 'string', maxLength: 100, pattern: '\\S' };
/** Length is what makes a password strong; the upper bound keeps hashing cheap for us. */
const password = { type: 'string', minLength: 12, maxLength: 128 };

const registration = {
  type: 'object',
  required: ['email', 'name', 'password'],
  properties: { email, name, password },
  additionalProperties: false,
};
const replacement = {
  type: 'object',
  required: ['email', 'name'],
  properties: { email, name },
  additionalProperties: false,
};
const change = { type: 'object', minProperties: 1, properties: { email, name }, additionalProperties: false };

interface ListQuery {
  page: number;
  limit: number;
  sort: UserOrdering;
  email?: string;
  role?: Role;
}

const listQuery = {
  type: 'object',
  properties: {
    ...pageParameters,
    sort: { enum: Object.keys(userOrderings), default: '-createdAt' },
    email: { type: 'string', minLength: 3, maxLength: 254 },
    role: { enum: ['customer', 'admin'] },
  },
  additionalProperties: false,
};

/** Routes under /users. */
export function usersRoutes(authenticate: Authenticate, service: UsersService, users: UsersRepository) {
  return async (app: FastifyInstance) => {
    app.post<{ Body: UserInput & { password: string } }>(
      '/users',
      { schema: { body: registration } },
      async (request, reply) => {
        const user = await service.register(request.body);
        return reply.code(201).header('location', `/api/v1/users/${user.id}`).send(success(request, user));
      },
    );

    app.get<{ Querystring: ListQuery }>('/users', { schema: { querystring: listQuery } }, async (request) => {
      requireAdmin(await authenticate(request));
      const { page, limit, sort, email, role } = request.query;
      requireReachable(page, limit);
      const found = await users.list({ email, role }, sort, limit, offsetOf(page, limit));
      return success(request, found.users, { number: page, limit, total: found.total });
    });

    app.get<{ Params: { id: string } }>(
      '/users/:id',
      { schema: { params: idParameter } },
      async (request, reply) => {
        requireOwner(await authenticate(request), request.params.id, 'user');
        return sendWithEtag(request, reply, await service.get(request.params.id));
      },
    );

    app.put<{ Params: { id: string }; Body: UserInput }>(
      '/users/:id',
      { schema: { params: idParameter, body: replacement } },
      async (request) => {
        requireOwner(await authenticate(request), request.params.id, 'user');
        return success(request, await service.change(request.params.id, request.body));
      },
    );

    app.patch<{ Params: { id: string }; Body: Partial<UserInput> }>(
      '/users/:id',
      { schema: { params: idParameter, body: change } },
      async (request) => {
        requireOwner(await authenticate(request), request.params.id, 'user');
        return success(request, await service.change(request.params.id, request.body));
      },
    );

    app.delete<{ Params: { id: string } }>(
      '/users/:id',
      { schema: { params: idParameter } },
      async (request, reply) => {
        requireOwner(await authenticate(request), request.params.id, 'user');
        await service.remove(request.params.id);
        return reply.code(204).send();
      },
    );
  };
}

import type { FastifyInstance } from 'fastify';
import { notFound, unprocessable } from '../foundation/api-error.ts';
import type { Config } from '../foundation/config.ts';
import { success } from '../foundation/envelope.ts';
import { idParameter } from '../foundation/parameters.ts';
import type { UsersRepository } from '../users/users-repository.ts';
import { requireAdmin, requireOwner, type Authenticate, type Role } from './guard.ts';
import { hashPassword, isPassword } from './passwords.ts';
import type { Sessions } from './sessions.ts';

const passwordChange = {
  type: 'object',
  required: ['currentPassword', 'newPassword'],
  properties: {
    currentPassword: { type: 'string', maxLength: 128 },
    newPassword: { type: 'string', minLength: 12, maxLength: 128 },
  },
  additionalProperties: false,
};
const roleChange = {
  type: 'object',
  required: ['role'],
  properties: { role: { enum: ['customer', 'admin'] } },
  additionalProperties: false,
};

interface ById {
  Params: { id: string };
}

interface AccountParts {
  readonly authenticate: Authenticate;
  readonly sessions: Sessions;
  readonly users: UsersRepository;
  readonly config: Pick<Config, 'passwordCost' | 'loginsPerMinute'>;
}

/** What a user does with the own account, and an admin with others. */
export function accountRoutes({ authenticate, sessions, users, config }: AccountParts) {
  return async (app: FastifyInstance) => {
    app.get('/me', async (request) => {
      const { userId } = await authenticate(request);
      const user = await users.find(userId);
      if (user === null) throw notFound('user');
      return success(request, user);
    });

    app.put<ById & { Body: { currentPassword: string; newPassword: string } }>(
      '/users/:id/password',
      {
        schema: { params: idParameter, body: passwordChange },
        // Guessing the current password with a stolen access token is a login too.
        config: { rateLimit: { max: config.loginsPerMinute, timeWindow: 60_000 } },
      },
      async (request, reply) => {
        const { userId } = await authenticate(request);
        if (userId !== request.params.id) throw notFound('user');
        const stored = await users.findPasswordHash(userId);
        if (stored === null || !(await isPassword(request.body.currentPassword, stored))) {
          throw unprocessable('WRONG_PASSWORD', 'The current password is wrong.');
        }
        await users.setPasswordHash(
          userId,
          await hashPassword(request.body.newPassword, config.passwordCost),
        );
        // Whoever knew the old password is out, this session included.
        await sessions.revokeAll(userId);
        return reply.code(204).send();
      },
    );

    app.get<ById>('/users/:id/sessions', { schema: { params: idParameter } }, async (request) => {
      requireOwner(await authenticate(request), request.params.id, 'user');
      return success(request, await sessions.list(request.params.id));
    });

    app.delete<ById>('/users/:id/sessions', { schema: { params: idParameter } }, async (request, reply) => {
      requireOwner(await authenticate(request), request.params.id, 'user');
      await sessions.revokeAll(request.params.id);
      return reply.code(204).send();
    });

    app.put<ById & { Body: { role: Role } }>(
      '/users/:id/role',
      { schema: { params: idParameter, body: roleChange } },
      async (request) => {
        const caller = await authenticate(request);
        requireAdmin(caller);
        if (caller.userId === request.params.id) {
          throw unprocessable('OWN_ROLE', 'Another admin has to change your role.');
        }
        const user = await users.setRole(request.params.id, request.body.role);
        if (user === null) throw notFound('user');
        request.log.info({ by: caller.userId, user: user.id, role: user.role }, 'role changed');
        return success(request, user);
      },
    );
  };
}

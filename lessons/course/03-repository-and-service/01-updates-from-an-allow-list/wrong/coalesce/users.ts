import type { FastifyInstance } from 'fastify';
import { findUser, updateUser, type UserChanges } from './user-repository.ts';

interface UserId {
  id: number;
}

const userId = { type: 'object', properties: { id: { type: 'integer' } } };

const changes = {
  type: 'object',
  properties: {
    displayName: { type: 'string', minLength: 1, maxLength: 100 },
    bio: { type: ['string', 'null'], maxLength: 500 },
  },
};

const notFound = { success: false, error: { code: 'NOT_FOUND', message: 'There is no such user.' } };

export default async function users(app: FastifyInstance) {
  app.get<{ Params: UserId }>('/api/users/:id', { schema: { params: userId } }, async (request, reply) => {
    const user = await findUser(request.params.id);
    if (!user) return reply.code(404).send(notFound);
    return { success: true, data: user };
  });

  app.patch<{ Params: UserId; Body: UserChanges }>(
    '/api/users/:id',
    { schema: { params: userId, body: changes } },
    async (request, reply) => {
      const user = await updateUser(request.params.id, request.body);
      if (!user) return reply.code(404).send(notFound);
      return { success: true, data: user };
    },
  );
}

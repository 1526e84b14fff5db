/**
 * A GraphQL API for users and their orders: connections, loaders for each request, limits on depth and cost,
 * authorization at every object, foreseen problems as data, unforeseen errors masked. Login and sign-up are the
 * REST routes of auth-flow-complete.ts.
 *
 * Start: npx tsx graphql-server.ts        on the embedded database, in memory
 *        DATABASE_URL=postgres://… ACCESS_TOKEN_SECRET=… npx tsx graphql-server.ts
 */
import type { FastifyInstance } from 'fastify';
import { createAccessTokens } from './auth/access-tokens.ts';
import { authRoutes } from './auth/auth-routes.ts';
import { createAuthenticate } from './auth/guard.ts';
import { LoginLimit } from './auth/login-limit.ts';
import { Sessions } from './auth/sessions.ts';
import type { Config } from './foundation/config.ts';
import type { Database } from './foundation/database.ts';
import { isProgram, run } from './foundation/run.ts';
import { createServer } from './foundation/server.ts';
import { graphqlRoute } from './graphql/graphql-route.ts';
import { createSchema } from './graphql/resolvers.ts';
import { OrdersRepository } from './orders/orders-repository.ts';
import { OrdersService } from './orders/orders-service.ts';
import { UsersRepository } from './users/users-repository.ts';
import { usersRoutes } from './users/users-routes.ts';
import { UsersService } from './users/users-service.ts';

/** The server on a migrated database, ready to listen. */
export async function buildGraphqlServer(config: Config, database: Database): Promise<FastifyInstance> {
  const app = await createServer(config, database);
  const tokens = createAccessTokens(config.accessTokenSecret);
  const authenticate = createAuthenticate(tokens, database);
  const sessions = new Sessions(database);
  const limit = new LoginLimit(database);
  const users = new UsersRepository(database);
  const orders = new OrdersRepository(database);

  await app.register(
    async (v1) => {
      await v1.register(usersRoutes(authenticate, new UsersService(users, config.passwordCost), users));
      await v1.register(authRoutes({ authenticate, tokens, sessions, limit, users, config }));
    },
    { prefix: '/api/v1' },
  );
  const service = new OrdersService(orders);
  await app.register(graphqlRoute(createSchema(), authenticate, { users, orders, service }));
  return app;
}

if (isProgram(import.meta.url)) await run(buildGraphqlServer);

/**
 * A REST API for users and their orders: envelope, validation, pages by number and by cursor, filters, sorting
 * from an allow-list, two versions, rate limits, roles, object-level authorization, idempotent writes.
 *
 * Start: npx tsx rest-api-complete.ts        on the embedded database, in memory
 *        DATABASE_URL=postgres://… ACCESS_TOKEN_SECRET=… npx tsx rest-api-complete.ts
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
import { OrdersRepository } from './orders/orders-repository.ts';
import { ordersRoutesV1, ordersRoutesV2 } from './orders/orders-routes.ts';
import { OrdersService } from './orders/orders-service.ts';
import { UsersRepository } from './users/users-repository.ts';
import { usersRoutes } from './users/users-routes.ts';
import { UsersService } from './users/users-service.ts';

/**
 * The API on a migrated database, ready to listen. `prepare` registers what has to see the routes as they are
 * added, such as the plugin that writes an OpenAPI document.
 */
export async function buildRestApi(
  config: Config,
  database: Database,
  prepare?: (app: FastifyInstance) => Promise<void>,
): Promise<FastifyInstance> {
  const app = await createServer(config, database);
  await prepare?.(app);
  const tokens = createAccessTokens(config.accessTokenSecret);
  const authenticate = createAuthenticate(tokens, database);
  const sessions = new Sessions(database);
  const limit = new LoginLimit(database);
  const users = new UsersRepository(database);
  const usersService = new UsersService(users, config.passwordCost);
  const orders = new OrdersRepository(database);
  const service = new OrdersService(orders);

  await app.register(
    async (v1) => {
      await v1.register(authRoutes({ authenticate, tokens, sessions, limit, users, config }));
      await v1.register(usersRoutes(authenticate, usersService, users));
      await v1.register(ordersRoutesV1({ authenticate, service, orders }));
    },
    { prefix: '/api/v1' },
  );
  await app.register(ordersRoutesV2({ authenticate, service, orders }), { prefix: '/api/v2' });
  return app;
}

if (isProgram(import.meta.url)) await run(buildRestApi);

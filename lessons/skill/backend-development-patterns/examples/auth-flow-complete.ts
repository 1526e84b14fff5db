/**
 * Accounts: sign-up, login with a limit on guesses, access tokens, refresh with rotation and reuse detection,
 * logout here and everywhere, change of password, roles.
 *
 * Start: npx tsx auth-flow-complete.ts        on the embedded database, in memory
 *        DATABASE_URL=postgres://… ACCESS_TOKEN_SECRET=… npx tsx auth-flow-complete.ts
 * The first admin: UPDATE users SET role = 'admin' WHERE email = '…'
 */
import type { FastifyInstance } from 'fastify';
import { createAccessTokens } from './auth/access-tokens.ts';
import { accountRoutes } from './auth/account-routes.ts';
import { authRoutes } from './auth/auth-routes.ts';
import { createAuthenticate } from './auth/guard.ts';
import { LoginLimit } from './auth/login-limit.ts';
import { Sessions } from './auth/sessions.ts';
import type { Config } from './foundation/config.ts';
import type { Database } from './foundation/database.ts';
import { isProgram, run } from './foundation/run.ts';
import { createServer } from './foundation/server.ts';
import { UsersRepository } from './users/users-repository.ts';
import { usersRoutes } from './users/users-routes.ts';
import { UsersService } from './users/users-service.ts';

/** The service on a migrated database, ready to listen. */
export async function buildAuthFlow(config: Config, database: Database): Promise<FastifyInstance> {
  const app = await createServer(config, database);
  const tokens = createAccessTokens(config.accessTokenSecret);
  const authenticate = createAuthenticate(tokens, database);
  const sessions = new Sessions(database);
  const limit = new LoginLimit(database);
  const users = new UsersRepository(database);
  const service = new UsersService(users, config.passwordCost);

  await app.register(
    async (v1) => {
      await v1.register(usersRoutes(authenticate, service, users));
      await v1.register(authRoutes({ authenticate, tokens, sessions, limit, users, config }));
      await v1.register(accountRoutes({ authenticate, sessions, users, config }));
    },
    { prefix: '/api/v1' },
  );
  return app;
}

if (isProgram(import.meta.url)) await run(buildAuthFlow);

import type { FastifyInstance } from 'fastify';
import { unauthenticated } from '../foundation/api-error.ts';
import type { Config } from '../foundation/config.ts';
import { success } from '../foundation/envelope.ts';
import type { UsersRepository } from '../users/users-repository.ts';
import { ACCESS_TOKEN_SECONDS, type AccessTokens } from './access-tokens.ts';
import type { Authenticate } from './guard.ts';
import type { LoginLimit } from './login-limit.ts';
import { hashPassword, isPassword } from './passwords.ts';
import type { Sessions } from './sessions.ts';

const login = {
  type: 'object',
  required: ['email', 'password'],
  properties: {
    email: { type: 'string', maxLength: 254 },
    password: { type: 'string', maxLength: 128 },
  },
  additionalProperties: false,
};
const refresh = {
  type: 'object',
  required: ['refreshToken'],
  properties: { refreshToken: { type: 'string', maxLength: 100 } },
  additionalProperties: false,
};

export interface AuthParts {
  readonly authenticate: Authenticate;
  readonly tokens: AccessTokens;
  readonly sessions: Sessions;
  readonly limit: LoginLimit;
  readonly users: UsersRepository;
  readonly config: Pick<Config, 'passwordCost' | 'loginsPerMinute'>;
}

/** Login, refresh and logout. */
export function authRoutes({ authenticate, tokens, sessions, limit, users, config }: AuthParts) {
  return async (app: FastifyInstance) => {
    // An unknown address costs as much time as a wrong password, so the clock does not tell them apart.
    const noOnesHash = await hashPassword('no one has this password', config.passwordCost);

    const attempts = { rateLimit: { max: config.loginsPerMinute, timeWindow: 60_000 } };

    const tokensFor = async (userId: string, sessionId: string, refreshToken: string) => ({
      accessToken: await tokens.issue({ userId, sessionId }),
      tokenType: 'Bearer',
      expiresInSeconds: ACCESS_TOKEN_SECONDS,
      refreshToken,
    });

    app.post<{ Body: { email: string; password: string } }>(
      '/auth/login',
      { schema: { body: login }, config: attempts },
      async (request, reply) => {
        const account = request.body.email.trim().toLowerCase();
        await limit.begin(account, request.ip);
        const credentials = await users.findCredentials(account);
        const isRight = await isPassword(request.body.password, credentials?.passwordHash ?? noOnesHash);
        if (credentials === null || !isRight) {
          throw unauthenticated('The e-mail address or the password is wrong.');
        }
        await limit.succeed(account, request.ip);
        const { sessionId, token } = await sessions.start(credentials.userId);
        reply.header('cache-control', 'no-store');
        return success(request, await tokensFor(credentials.userId, sessionId, token));
      },
    );

    app.post<{ Body: { refreshToken: string } }>(
      '/auth/refresh',
      { schema: { body: refresh }, config: attempts },
      async (request, reply) => {
        const rotation = await sessions.rotate(request.body.refreshToken);
        if (rotation.outcome === 'reused') {
          request.log.warn({ sessionId: rotation.sessionId }, 'refresh token reused, session revoked');
        }
        if (rotation.outcome !== 'rotated') {
          throw unauthenticated('The refresh token is not valid any more. Log in again.');
        }
        reply.header('cache-control', 'no-store');
        return success(request, await tokensFor(rotation.userId, rotation.sessionId, rotation.token));
      },
    );

    app.post('/auth/logout', async (request, reply) => {
      const caller = await authenticate(request);
      await sessions.revoke(caller.sessionId);
      return reply.code(204).send();
    });
  };
}

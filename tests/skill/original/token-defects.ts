import jwt from 'jsonwebtoken';
import { expect } from 'vitest';
import type { Defects } from './defect.ts';
import { runSnippet, snippet } from './snippet.ts';

const SECRET = 'a secret of the tests, 32 bytes or more';

class UnauthorizedError extends Error {}

interface AuthService {
  generateAccessToken(user: object): string;
  generateRefreshToken(user: object): string;
  verifyToken(token: string): Record<string, unknown>;
}

type Middleware = (request: object, response: object, next: () => void) => unknown;

function auth(secret: string | undefined) {
  // The middleware uses an instance that the snippet does not make.
  const withInstance = `${snippet('jwt')}\nvar authService = new AuthService();\nfunction service() { return authService; }`;
  const declared = runSnippet(withInstance, {
    jwt,
    UnauthorizedError,
    process: { env: { JWT_SECRET: secret } },
    app: { get: () => undefined },
  });
  return {
    service: declared.service() as AuthService,
    authenticate: declared.authenticateJWT as Middleware,
    requireRole: declared.requireRole as (role: string) => Middleware,
  };
}

/** The status that a chain of middleware answers, or 200 if the last one lets the request through. */
function answerOf(request: object, ...chain: Middleware[]): number {
  for (const middleware of chain) {
    let status: number | undefined;
    let isThrough = false;
    const response = { status: (given: number) => ({ json: () => (status = given) }) };
    middleware(request, response, () => (isThrough = true));
    if (!isThrough) return status ?? 0;
  }
  return 200;
}

const ana = { id: 'ana', email: 'ana@x.io', role: 'admin' };

/** JWT and authorization. */
export const tokenDefects: Defects = {
  D39: () => {
    const foreign = jwt.sign({ userId: 'ana' }, SECRET, { algorithm: 'HS512' });
    expect(auth(SECRET).service.verifyToken(foreign)).toMatchObject({ userId: 'ana' });
  },
  D40: () => {
    const { service, authenticate } = auth(SECRET);
    const request = { headers: { authorization: `Bearer ${service.generateRefreshToken(ana)}` } };
    expect(answerOf(request, authenticate)).toBe(200);
  },
  D41: () => {
    const { service } = auth(SECRET);
    for (const token of [service.generateAccessToken(ana), service.generateRefreshToken(ana)]) {
      const claims = Object.keys(jwt.decode(token, { json: true }) ?? {});
      expect(claims.filter((claim) => ['iss', 'aud', 'jti'].includes(claim))).toEqual([]);
    }
    expect(snippet('jwt')).not.toMatch(/rotat|revo|reuse/i);
  },
  D42: () => {
    const { service } = auth('x');
    expect(service.verifyToken(service.generateAccessToken(ana))).toMatchObject({ userId: 'ana' });
  },
  D43: () => {
    const token = jwt.sign({ nothing: 'of a JwtPayload' }, SECRET);
    expect(auth(SECRET).service.verifyToken(token).userId).toBeUndefined();
  },
  D44: () => {
    // No secret is a bug of the server; the client is told that its token is wrong.
    const token = auth(SECRET).service.generateAccessToken(ana);
    expect(() => auth(undefined).service.verifyToken(token)).toThrow(UnauthorizedError);
    expect(answerOf({ headers: { authorization: `Bearer ${token}` } }, auth(undefined).authenticate)).toBe(
      401,
    );
  },
  D45: () => {
    const { service, authenticate } = auth(SECRET);
    const token = service.generateAccessToken(ana);
    expect(answerOf({ headers: { authorization: `bearer ${token}` } }, authenticate)).toBe(401);
  },
  D46: () => {
    const { service, authenticate, requireRole } = auth(SECRET);
    const user = { ...ana };
    const token = service.generateAccessToken(user);
    user.role = 'customer';
    const request = { headers: { authorization: `Bearer ${token}` } };
    expect(answerOf(request, authenticate, requireRole('admin'))).toBe(200);
    const claims = jwt.decode(token, { json: true });
    expect((claims?.exp ?? 0) - (claims?.iat ?? 0)).toBe(3600);
  },
};

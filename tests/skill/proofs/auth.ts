import fastify from 'fastify';
import { SignJWT } from 'jose';
import jwt from 'jsonwebtoken';
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { ANA, BOB, ORDER } from '../blocks/workplace.ts';
import { outcome, type Kind, type Proofs } from './proof.ts';

const secret = 'a secret of the tests, 32 bytes or more';

/** The blocks of auth.md. */
export const auth: Proofs = {
  'weak-secret': async ({ load }) => {
    type Read = { readSecret(variables: Record<string, string>): string };
    const { readSecret: loose } = await load<Read>('wrong');
    expect([loose({ JWT_SECRET: 'x' }), loose({})]).toEqual(['x', undefined]);
    const { readSecret } = await load<Read>('right');
    expect(() => readSecret({ JWT_SECRET: 'x' })).toThrow('32 bytes');
    expect(() => readSecret({})).toThrow('32 bytes');
    expect(readSecret({ JWT_SECRET: secret })).toBe(secret);
  },

  'wrong-token': async ({ load }) => {
    const key = new TextEncoder().encode(secret);
    const token = (
      change: (token: SignJWT) => SignJWT,
      header: { alg: string; typ?: string },
      payload = {},
    ) =>
      change(
        new SignJWT(payload)
          .setProtectedHeader(header)
          .setIssuer('shop')
          .setAudience('shop-api')
          .setSubject(ANA)
          .setJti('1')
          .setExpirationTime('10m'),
      ).sign(key);
    const good = { alg: 'HS256', typ: 'at+jwt' };
    const bad = [
      await token((one) => one, { alg: 'HS512', typ: 'at+jwt' }),
      await token((one) => one, { alg: 'HS256' }),
      await token((one) => one.setAudience('another'), good),
      await token((one) => one.setIssuer('another'), good),
      await token((one) => one.setSubject('not an id'), good),
    ];
    type Verify = { verify(token: string): unknown };
    const { verify: loose } = await load<Verify>('wrong');
    for (const one of bad) expect(loose(one)).toHaveProperty('sub');
    const { verify } = await load<Verify>('right');
    for (const one of bad) expect(await outcome(() => verify(one))).toMatchObject({ error: { status: 401 } });
    expect(await verify(await token((one) => one, good))).toEqual({ sub: ANA });
  },

  'refresh-as-access': async ({ load }) => {
    const isAccepted = async (kind: Kind) => {
      const { refreshToken } = await load<{ refreshToken(sub: string): string }>(kind);
      return (
        (await outcome(() => jwt.verify(refreshToken(ANA), secret, { algorithms: ['HS256'] }))).error ===
        undefined
      );
    };
    expect(await isAccepted('wrong')).toBe(true);
    expect(await isAccepted('right')).toBe(false);
    // The access token beside it is one that the checks above take.
    const { accessToken } = await load<{ accessToken(sub: string): string }>('right');
    const claims = { algorithms: ['HS256' as const], issuer: 'shop', audience: 'shop-api' };
    expect(jwt.verify(accessToken(ANA), secret, claims)).toMatchObject({ sub: ANA, jti: expect.any(String) });
  },

  rotate: async ({ load, database }) => {
    const { rotate } = await load<{ rotate(token: string): Promise<{ outcome: string }> }>('right');
    const { rows } = await database.query<{ id: string }>(
      `INSERT INTO sessions (user_id, expires_at) VALUES ($1, now() + interval '1 day') RETURNING id`,
      [ANA],
    );
    const digest = createHash('sha256').update('token').digest();
    await database.query('INSERT INTO refresh_tokens (digest, session_id) VALUES ($1, $2)', [
      digest,
      rows[0]?.id,
    ]);
    const outcomes = [await rotate('token'), await rotate('token'), await rotate('never seen')];
    expect(outcomes.map((one) => one.outcome)).toEqual(['fresh', 'refused', 'refused']);
    const sessions = await database.query('SELECT id FROM sessions WHERE revoked_at IS NOT NULL');
    expect(sessions.rows).toHaveLength(1);
  },

  bearer: async ({ load }) => {
    const headers = ['Bearer abc', 'bearer abc', 'BEARER  abc', 'Basic abc', 'Bearer ', undefined];
    const tokens = async (kind: Kind) => {
      const { bearer } = await load<{ bearer(header?: string): string | undefined }>(kind);
      return headers.map((header) => bearer(header));
    };
    expect(await tokens('wrong')).toEqual(['abc', undefined, undefined, undefined, '', undefined]);
    expect(await tokens('right')).toEqual(['abc', 'abc', 'abc', undefined, undefined, undefined]);
  },

  'password-hash': async ({ load }) => {
    const twice = async (kind: Kind) => {
      const { hash } = await load<{ hash(password: string): string }>(kind);
      return hash('correct horse battery') === hash('correct horse battery');
    };
    // The same hash for the same password: one table of guesses serves for every user.
    expect(await twice('wrong')).toBe(true);
    expect(await twice('right')).toBe(false);
  },

  'object-level': async ({ load }) => {
    const read = async (kind: Kind, userId: string) => {
      const app = fastify();
      app.setErrorHandler((error: Error & { status?: number }, _request, reply) =>
        reply.code(error.status ?? 500).send(),
      );
      await load(kind, { app, authenticate: async () => ({ userId, sessionId: BOB, role: 'customer' }) });
      return (await app.inject(`/api/v1/orders/${ORDER}`)).statusCode;
    };
    expect(await read('wrong', BOB)).toBe(200);
    expect([await read('right', BOB), await read('right', ANA)]).toEqual([404, 200]);
  },
};

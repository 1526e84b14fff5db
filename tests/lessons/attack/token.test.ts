import jwt from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import { makeToken, readToken } from '../../../lessons/runtime/attack/token.ts';

const secret = 's'.repeat(64);

describe('tokens made by hand', () => {
  test.each(['HS256', 'HS384', 'HS512'] as const)('are what jsonwebtoken reads, by %s', async (alg) => {
    const token = await makeToken({ alg, typ: 'JWT' }, { sub: 'Žofie' }, secret);
    expect(jwt.verify(token, secret, { algorithms: [alg] })).toEqual({ sub: 'Žofie' });
    expect(() => jwt.verify(token, `${secret}x`, { algorithms: [alg] })).toThrow('invalid signature');
  });

  test('have no signature without a secret', async () => {
    const token = await makeToken({ alg: 'none' }, { sub: 'eve' });
    expect(jwt.verify(token, '', { algorithms: ['none'] })).toEqual({ sub: 'eve' });
  });

  test('are read without a key', () => {
    const token = jwt.sign({ sub: 'Žofie?>' }, secret, { keyid: '7', noTimestamp: true });
    expect(readToken(token)).toEqual({
      header: { alg: 'HS256', typ: 'JWT', kid: '7' },
      claims: { sub: 'Žofie?>' },
    });
  });

  test('of an algorithm that is not there are not made', async () => {
    await expect(makeToken({ alg: 'RS256' }, {}, secret)).rejects.toThrow('RS256');
  });
});

import { expect } from 'vitest';
import { signUp, type Service } from '../skill/examples/service.ts';

/** What each program does, defect or not, so that no answer mends one thing by breaking another. */
export const worksAsBefore = {
  'rest-api-complete.ts': async (service: Service) => {
    const { send } = service;
    const person = await signUp(service);
    const { id, token } = person;
    expect((await send('GET', `/api/v1/users/${id}`, { token })).body.data.email).toBe(person.email);
    const placed = await place(service, person, 'key');
    expect(placed.status).toBe(201);
    const order = `/api/v1/orders/${placed.body.data.id}`;
    expect((await send('GET', order, { token })).body.data.totalCents).toBe(500);
    const list = await send('GET', `/api/v1/users/${id}/orders?limit=100`, { token });
    expect([list.body.data.length, list.body.meta.page.total]).toEqual([1, 1]);
    const cancelled = await send('PATCH', order, { token, body: { status: 'cancelled' } });
    expect(cancelled.body.data.status).toBe('cancelled');
    const refreshed = await send('POST', '/api/v1/auth/refresh', {
      body: { refreshToken: person.refreshToken },
    });
    expect(refreshed.status).toBe(200);
    expect((await send('POST', '/api/v1/auth/logout', { token })).status).toBe(204);
  },
  'auth-flow-complete.ts': async (service: Service) => {
    const { token, email } = await signUp(service);
    expect((await service.send('GET', '/api/v1/me', { token })).body.data.email).toBe(email);
  },
  'graphql-server.ts': async (service: Service) => {
    const { token, email } = await signUp(service);
    const query = '{ me { email orders(first: 5) { edges { node { user { name } } } } } }';
    const { body } = await service.send('POST', '/graphql', { token, body: { query } });
    expect(body).toEqual({ data: { me: { email, orders: { edges: [] } } } });
  },
};

/** Places an order of 5 EUR under a key. */
export function place(
  { send }: Service,
  { id, token }: { id: string; token: string },
  key: string,
  totalCents = 500,
) {
  return send('POST', `/api/v1/users/${id}/orders`, {
    token,
    body: { totalCents, currency: 'EUR' },
    headers: { 'idempotency-key': key },
  });
}

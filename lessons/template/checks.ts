import type { Check } from '../../../runtime/checks/check.ts';
import { expectStatus, get } from '../../../runtime/checks/expect.ts';

const saysNotFound: Check = {
  id: 'says-not-found',
  title: 'Answers 404 for an order that does not exist',
  async run({ send }) {
    expectStatus(await send(get('/api/orders/1')), 200);
    expectStatus(await send(get('/api/orders/3')), 404);
  },
};

export default [saysNotFound] satisfies Check[];

import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectRows, expectStatus, get, json } from '../../../runtime/checks/expect.ts';

const ada = 'ada@lovelace.example';
const order = json('POST', '/api/orders', { sku: 'lamp', quantity: 2, email: ada });
const job = { method: 'POST', path: '/jobs/send-outbox' };

/** What the mail service has mailed to Ada, and how often it was asked to. */
async function mailsOf({ send, setServices }: CheckContext): Promise<{ mails: number; requests: number }> {
  await setServices({});
  const mails = expectRows(await send(get('/mailbox'))).filter(({ to }) => to === ada);
  return {
    mails: mails.length,
    requests: mails.reduce((sum, { requests }) => sum + Number(requests), 0),
  };
}

/** 'orders: 1, lamps left: 8' */
async function ordersOf(query: CheckContext['query']): Promise<string> {
  const { rows } = await query(
    "SELECT (SELECT count(*) FROM orders), stock FROM products WHERE sku = 'lamp'",
  );
  return `orders: ${rows[0]?.[0]}, lamps left: ${rows[0]?.[1]}`;
}

function expectSame(sent: string, expected: string, received: string): void {
  if (received !== expected) throw new CheckFailure({ sent, expected, received });
}

const takesOrdersDuringAnOutage: Check = {
  id: 'takes-orders-during-an-outage',
  title: 'Takes an order while the mail service is down, and confirms it when the service is back',
  async run(context) {
    const { send, query, setServices } = context;
    await setServices({ mail: { outcomes: ['refuse'] } });
    expectStatus(await send(order), 201);
    expectSame(describeRequest(order), 'orders: 1, lamps left: 8', await ordersOf(query));
    await setServices({});
    await send(job);
    const { mails } = await mailsOf(context);
    expectSame('the job, once the mail service works again', 'mails for Ada: 1', `mails for Ada: ${mails}`);
  },
};

const storesBothOrNeither: Check = {
  id: 'stores-both-or-neither',
  title: 'Stores no order when its message cannot be stored',
  async run({ send, query }) {
    await query('ALTER TABLE outbox ADD CHECK (topic IS NULL)');
    const { outcome } = await send(order);
    const status = outcome.kind === 'response' ? outcome.response.status : 500;
    expectSame(
      `${describeRequest(order)}, which the table outbox refuses`,
      'an error; orders: 0, lamps left: 10',
      `${status < 500 ? status : 'an error'}; ${await ordersOf(query)}`,
    );
  },
};

const saysNothingOfRefusedOrders: Check = {
  id: 'says-nothing-of-refused-orders',
  title: 'Mails nothing for an order that was refused',
  async run(context) {
    const { send } = context;
    const tooMany = json('POST', '/api/orders', { sku: 'lamp', quantity: 50, email: ada });
    expectStatus(await send(tooMany), 409);
    await send(job);
    const { mails } = await mailsOf(context);
    expectSame(`${describeRequest(tooMany)}, then the job`, '409, mails: 0', `409, mails: ${mails}`);
  },
};

const sendsUntilItArrives: Check = {
  id: 'sends-until-it-arrives',
  title: 'Sends again in a later run when the mail service answered 503, or not at all, and logs it',
  async run(context) {
    const { send, setServices } = context;
    await setServices({ mail: { outcomes: [503, 'refuse', 'answer'] } });
    const exchanges = [await send(order)];
    for (let run = 1; run <= 4; run += 1) exchanges.push(await send(job));
    const { mails } = await mailsOf(context);
    const sent = 'an order and 4 runs, in which the mail service fails twice';
    expectSame(sent, 'mails: 1', `mails: ${mails}`);
    const isLogged = exchanges.some(({ logs }) =>
      logs.some(({ level }) => level === 'warn' || level === 'error'),
    );
    expectSame(
      sent,
      'a warning or an error in the log',
      isLogged ? 'a warning or an error in the log' : 'no such line',
    );
  },
};

const holdsUpNobody: Check = {
  id: 'holds-up-nobody',
  title: 'Sends at most 20 messages in a run, the oldest first, and goes on with the next when one fails',
  async run({ send, query, setServices }) {
    const mailbox = async () => {
      await setServices({});
      const mails = expectRows(await send(get('/mailbox')));
      return { mails, requests: mails.reduce((sum, { requests }) => sum + Number(requests), 0) };
    };
    await setServices({ mail: { outcomes: ['refuse'] } });
    await send(order);
    // Other customers, who have waited longer the higher their number.
    await query(
      `INSERT INTO outbox (topic, payload, created_at)
       SELECT topic, jsonb_set(payload, '{to}', to_jsonb(n || '@waiting.example')), created_at - n * interval '1 minute'
         FROM outbox, generate_series(1, 24) AS n`,
    );
    await setServices({});
    await send(job);
    const first = await mailbox();
    const most = Math.min(Math.max(first.mails.length, 1), 20);
    const oldest = Array.from({ length: most }, (_, index) => `${24 - index}@waiting.example`);
    expectSame(
      'a run with 25 messages',
      `at most 20 mails, to those who have waited longest: ${oldest.toSorted().join(', ')}`,
      `at most 20 mails, to those who have waited longest: ${first.mails
        .map(({ to }) => String(to))
        .toSorted()
        .join(', ')}`,
    );
    await setServices({ mail: { outcomes: [503, 'answer'] } });
    await send(job);
    if ((await mailbox()).requests > first.requests) return;
    throw new CheckFailure({
      sent: 'another run, in which the mail service refuses the first message',
      expected: 'the next message, in the same run',
      received: 'no other message',
    });
  },
};

const mailsOnce: Check = {
  id: 'mails-once',
  title: 'Mails once when an answer is lost, and does not ask again for what arrived',
  async run(context) {
    const { send, setServices } = context;
    await setServices({ mail: { outcomes: ['lose-response', 'answer'] } });
    await send(order);
    for (let run = 1; run <= 3; run += 1) await send(job);
    const first = await mailsOf(context);
    expectSame(
      'an order and 3 runs; the mail service works, and its first answer is lost',
      'mails: 1',
      `mails: ${first.mails}`,
    );
    for (let run = 1; run <= 2; run += 1) await send(job);
    const { requests } = await mailsOf(context);
    expectSame(
      '2 runs more',
      'the mail service is asked for nothing',
      requests === first.requests
        ? 'the mail service is asked for nothing'
        : `it is asked for the same mail ${requests - first.requests} times more`,
    );
  },
};

export default [
  takesOrdersDuringAnOutage,
  storesBothOrNeither,
  saysNothingOfRefusedOrders,
  sendsUntilItArrives,
  holdsUpNobody,
  mailsOnce,
] satisfies Check[];

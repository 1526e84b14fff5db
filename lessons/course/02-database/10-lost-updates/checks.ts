import { CheckFailure, type Check, type CheckContext } from '../../../runtime/checks/check.ts';
import { describeRequest, expectStatus, get, json } from '../../../runtime/checks/expect.ts';
import type { Exchange } from '../../../runtime/playground.ts';

const book = (event: number, seats: number, name = 'Ada Lovelace') =>
  json('POST', `/api/events/${event}/bookings`, { name, seats });

function statusOf({ outcome }: Exchange): string {
  return outcome.kind === 'response' ? `${outcome.response.status}` : outcome.kind;
}

/** '500 left, 0 booked' */
async function seatsOf(query: CheckContext['query'], event: number): Promise<string> {
  const { rows } = await query(
    `SELECT seats_left, (SELECT COALESCE(sum(seats), 0) FROM bookings WHERE event_id = ${event})
       FROM events WHERE id = ${event}`,
  );
  return `${rows[0]?.[0]} left, ${rows[0]?.[1]} booked`;
}

function expectSame(sent: string, expected: string, received: string): void {
  if (received !== expected) throw new CheckFailure({ sent, expected, received });
}

const tellsApart: Check = {
  id: 'tells-apart',
  title: 'Books, answers 409 when too few seats are left, and 404 for no such event',
  async run({ send, query }) {
    expectStatus(await send(book(1, 3)), 201);
    expectSame(describeRequest(book(1, 3)), '497 left, 3 booked', await seatsOf(query, 1));
    expectStatus(await send(book(2, 2)), 409);
    expectStatus(await send(book(2, 1)), 201);
    expectStatus(await send(book(2, 1)), 409);
    expectSame('bookings for the small room', '0 left, 1 booked', await seatsOf(query, 2));
    expectStatus(await send(book(9, 1)), 404);
  },
};

const sellsEachSeatOnce: Check = {
  id: 'sells-each-seat-once',
  title: 'Sells each seat once, when two book at the same moment',
  async run({ race, query }) {
    const last = await race([book(2, 1, 'Ada'), book(2, 1, 'Grace')]);
    expectSame(
      'two bookings for the last seat, both of which looked before either wrote',
      '201 and 409: 0 left, 1 booked',
      `${last.map(statusOf).sort().join(' and ')}: ${await seatsOf(query, 2)}`,
    );
    const many = await race([book(1, 3, 'Ada'), book(1, 3, 'Grace')]);
    expectSame(
      'two bookings of 3 seats out of 500, both of which looked before either wrote',
      '201 and 201: 494 left, 6 booked',
      `${many.map(statusOf).join(' and ')}: ${await seatsOf(query, 1)}`,
    );
  },
};

const takesAllOrNothing: Check = {
  id: 'takes-all-or-nothing',
  title: 'Takes no seats when the booking cannot be written',
  async run({ send, sendTogether, query }) {
    await query("ALTER TABLE bookings ADD CHECK (name <> 'Nobody')");
    const exchange = await send(book(1, 3, 'Nobody'));
    expectSame(
      `${describeRequest(exchange.request)}, which the table of bookings refuses`,
      '500: 500 left, 0 booked',
      `${statusOf(exchange)}: ${await seatsOf(query, 1)}`,
    );
    // Readers take connections in between, as other requests always do. Which ones is chance, and once in a while all
    // that was torn is taken back together: three times in a row it is not.
    const requests = Array.from({ length: 8 }, () => [book(1, 1, 'Nobody'), get('/api/events/1')]).flat();
    await sendTogether(requests);
    for (let round = 1; ; round += 1) {
      expectSame(
        'eight bookings that the table refuses, among readers',
        '500 left, 0 booked',
        await seatsOf(query, 1),
      );
      // A program that has no connections left is the next check's matter.
      if (round === 3 || !(await areAnswered(sendTogether(requests)))) return;
    }
  },
};

/** Whether a program answered, and was not stopped because it did not. */
async function areAnswered(exchanges: Promise<readonly Exchange[]>): Promise<boolean> {
  try {
    return (await exchanges).every(({ outcome }) => outcome.kind === 'response');
  } catch (error) {
    if (error instanceof CheckFailure) return false;
    throw error;
  }
}

const goesOnAfterFailures: Check = {
  id: 'goes-on-after-failures',
  title: 'Goes on booking after 12 failures',
  async run({ send, query }) {
    await query("ALTER TABLE bookings ADD CHECK (name <> 'Nobody')");
    for (let failure = 1; failure <= 12; failure += 1) await send(book(1, 1, 'Nobody'));
    expectStatus(await send(book(1, 1)), 201);
  },
};

export default [tellsApart, sellsEachSeatOnce, takesAllOrNothing, goesOnAfterFailures] satisfies Check[];

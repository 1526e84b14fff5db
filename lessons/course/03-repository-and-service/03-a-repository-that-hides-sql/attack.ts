import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

const headers = { authorization: 'Bearer globex' };
const secret = /opens with (\d+)/;

/** Somebody at Globex, with a valid key, who looks for what is not theirs. */
const attack: Attack = async function* (send) {
  let requests = 0;
  let stolen = '';
  const progress = (step: string): AttackProgress => ({ requests, stolen, length: 4, step });
  const ask = async (path: string) => {
    requests += 1;
    const response = await send({ method: 'GET', path, headers });
    stolen ||= secret.exec(response.body)?.[1] ?? '';
    return response;
  };

  yield progress('Searching for words that others may have written');
  const found = await ask('/api/notes?text=acme');
  const isFound = found.body.includes('Acme');

  yield progress('Counting through the numbers of notes');
  let read = 0;
  for (let id = 25; id <= 34; id += 1) {
    if ((await ask(`/api/notes/${id}`)).body.includes('Acme')) read += 1;
  }

  if (isFound || read > 0) {
    return {
      ...progress(
        `Globex found ${isFound ? 'notes of Acme' : 'none'} by search, and read ${read} of 10 by number`,
      ),
      outcome: 'succeeded',
    };
  }
  return { ...progress('Globex sees its own notes, and no others'), outcome: 'repelled' };
};

export default attack;

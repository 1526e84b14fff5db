import type { Attack, AttackProgress } from '../../../runtime/attack/attack.ts';

const mostRequests = 100;

/** Every address of this API in a response. */
function addressesIn(body: string): readonly string[] {
  return [...body.matchAll(/"(\/api[^"]*)"/g)].map(([, address = '']) => address);
}

/** What the orders are like, as far as a reader of these responses can tell. */
function ordersIn(body: string): string {
  return [...body.matchAll(/"item":"[^"]*","status":"[^"]*"/g)].join();
}

/** Not an attacker at all: a crawler that begins at /api and follows every link, with GET alone. */
const attack: Attack = async function* (send) {
  let requests = 0;
  const progress = (step: string): AttackProgress => ({ requests, stolen: '', length: 0, step });
  const look = async (path: string) => {
    requests += 1;
    return (await send({ method: 'GET', path })).body;
  };

  const [list = '/api/orders'] = addressesIn(await look('/api'));
  const before = ordersIn(await look(list));
  const seen = new Set(['/api']);
  const found = ['/api'];
  for (let path = found.shift(); path !== undefined && requests < mostRequests; path = found.shift()) {
    yield progress(`Following ${path}`);
    for (const address of addressesIn(await look(path))) {
      if (!seen.has(address)) found.push(address);
      seen.add(address);
    }
  }
  return ordersIn(await look(list)) === before
    ? { ...progress('A crawler read every page, and the orders are what they were'), outcome: 'repelled' }
    : {
        ...progress('A crawler followed every link, and the orders are changed or gone'),
        outcome: 'succeeded',
      };
};

export default attack;

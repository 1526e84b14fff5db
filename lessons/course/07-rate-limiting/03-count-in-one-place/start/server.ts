import fastify from 'fastify';

// The load balancer. It stands for nginx, HAProxy, or what a cloud provider runs, so it is not yours to change.
const balancer = fastify();
let turn = 0;

balancer.get('/*', async (request, reply) => {
  // A real balancer asks the connection for its address. Here this header stands for it.
  const client = request.headers['playground-address'] ?? request.ip;
  const forwarded = [request.headers['x-forwarded-for'], client].flat().filter(Boolean).join(', ');

  turn += 1;
  const instance = turn % 2 === 1 ? 'http://one.internal' : 'http://two.internal';
  const response = await fetch(new URL(request.url, instance), { headers: { 'x-forwarded-for': forwarded } });

  for (const [name, value] of response.headers) {
    if (/^(?:content-type|retry-after|.*ratelimit.*)$/.test(name)) reply.header(name, value);
  }
  return reply.code(response.status).send(await response.text());
});

await balancer.listen({ port: Number(process.env.PORT ?? 3000) });

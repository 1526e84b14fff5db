/**
 * Stands for node:https, node:http2 and node:tls, which Fastify and pg name but use only when told to.
 */
function refuse(): never {
  throw new Error('TLS ends before a program of the playground: it speaks plain HTTP and plain PostgreSQL.');
}

export { refuse as createServer, refuse as createSecureServer, refuse as connect, refuse as request };

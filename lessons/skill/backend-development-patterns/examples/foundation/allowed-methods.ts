import type { FastifyInstance } from 'fastify';

/**
 * Watches the routes that are added from now on. What it returns says which methods a path has: none where there is
 * nothing (404), some where the client used another (405, which must name them in Allow, RFC 9110).
 */
export function watchMethods(app: FastifyInstance): (path: string) => readonly string[] {
  const methodsOf = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set();
    methodsOf.set(url, methods);
    for (const name of [method].flat()) methods.add(name);
  });
  return (path) => {
    const given = path.split('/');
    const methods = [...methodsOf]
      .filter(([url]) => isOf(url.split('/'), given))
      .flatMap(([, all]) => [...all]);
    return [...new Set(methods)].sort();
  };
}

/** Whether a path has the form of a route's, in which `:id` stands for any one part. */
function isOf(pattern: readonly string[], given: readonly string[]): boolean {
  return (
    pattern.length === given.length &&
    pattern.every((part, place) => (part.startsWith(':') ? given[place] !== '' : part === given[place]))
  );
}

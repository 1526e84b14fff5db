import type { SourceFiles } from '../playground.ts';

/** A file of this name makes its folder a service: 'services/orders/server.ts' is http://orders.internal. */
const ENTRY = /^services\/([a-z0-9-]+)\/server\.[jt]s$/;

/** The names of a program's services, in the order in which they start. */
export function serviceNames(files: SourceFiles): readonly string[] {
  const names = Object.keys(files)
    .sort()
    .flatMap((path) => ENTRY.exec(path)?.[1] ?? []);
  return [...new Set(names)];
}

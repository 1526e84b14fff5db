import { insteadOf } from './instead.ts';
import { nearest } from './nearest.ts';
import { OFFERED_MODULES } from './packages.ts';

/** What is wrong with importing a module that is not offered. */
export const notOffered = (name: string) => `The playground has no module '${name}'.`;

/** What to tell who imports a module that is not offered. */
export function adviceFor(name: string): string {
  const instead = insteadOf(name);
  if (instead !== undefined) return instead;
  const isNode = (module: string) => module.startsWith('node:');
  const near = nearest(name, OFFERED_MODULES);
  const offer = `The playground offers ${OFFERED_MODULES.filter((module) => !isNode(module)).join(', ')}, and ${OFFERED_MODULES.filter(isNode).join(', ')}.`;
  return near === undefined ? offer : `Did you mean '${near}'? ${offer}`;
}

import { readFileSync } from 'node:fs';

/**
 * Ends the process with one sentence when this Node is older than the one package.json asks for.
 * Plain JavaScript without dependencies, like all of this folder: it runs before anything is installed.
 */
export function requireNodeVersion() {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const wanted = manifest.engines.node.replace('>=', '');
  if (isOlder(process.versions.node, wanted)) {
    fail(`Backend Patterns needs Node ${wanted} or later; this is Node ${process.versions.node}.`);
  }
}

/** Prints one sentence to standard error and ends the process with exit code 1. */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function isOlder(version, wanted) {
  const [have, need] = [version, wanted].map((text) => text.split('.').map(Number));
  const index = need.findIndex((part, position) => part !== have[position]);
  return index !== -1 && have[index] < need[index];
}

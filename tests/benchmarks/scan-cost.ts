import { readFileSync } from 'node:fs';
import type { Dialect } from '../../eslint-plugin/src/sql/tokens.ts';
import { bundleEngine } from './bundle-engine.ts';
import { percentile } from './report.ts';

export interface SqlSample {
  readonly text: string;
  readonly dialect: Dialect;
}

/**
 * Prints the microseconds of one scan, over the samples on the standard input. A program of its own, because in one
 * that has linted a thousand files V8 takes the tokens of a scan for long-lived ones, and copies them.
 */
const samples = JSON.parse(readFileSync(0, 'utf8')) as readonly SqlSample[];
const { scan } = await bundleEngine();
const warmUp = 20;
const rounds = 12;
const costs: number[] = [];
for (let round = 0; round < warmUp + rounds; round++) {
  const started = performance.now();
  for (const { text, dialect } of samples) scan(text, dialect);
  if (round >= warmUp) costs.push((1000 * (performance.now() - started)) / samples.length);
}
console.log(percentile(costs, 0.5));

import type { ConformanceCase } from './case.ts';
import { CLIENTS, POOLS } from './clients.ts';
import { ERRORS } from './errors.ts';
import { CONVERSATIONS, PREPARED } from './protocol-features.ts';
import { RESULTS } from './results.ts';
import { TRANSACTIONS } from './transactions.ts';
import { TYPES_IN, TYPES_OUT } from './types.ts';

/** All that is asked of each database. */
export const CASES: readonly ConformanceCase[] = [
  ...TYPES_OUT,
  ...TYPES_IN,
  ...RESULTS,
  ...ERRORS,
  ...TRANSACTIONS,
  ...CLIENTS,
  ...POOLS,
  ...PREPARED,
  ...CONVERSATIONS,
];

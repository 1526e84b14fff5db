import type { Engine } from '../../../lessons/runtime/playground.ts';

/** 'PostgreSQL 18' or 'pg-mem': an engine by the name people know. */
export function describeEngine(engine: Engine, version?: string): string {
  if (engine === 'pg-mem') return 'pg-mem';
  const major = /\d+/.exec(version ?? '')?.[0];
  return major === undefined ? 'PostgreSQL' : `PostgreSQL ${major}`;
}

import type { DatabaseSource, TableData } from '../../playground.ts';
import type { DatabaseEngine, EngineAnswer, JournalEntry } from '../engine.ts';

/** pg-mem. */
export class MemoryEngine implements DatabaseEngine {
  readonly name = 'pg-mem';
  readonly version = '18.0 (pg-mem)';
  readonly journal: JournalEntry[] = [];
  async execute(): Promise<EngineAnswer> {
    return { kind: 'refused', error: { code: '0A000', message: 'not yet' } };
  }
  async rollback(): Promise<void> {}
  async forget(): Promise<void> {}
  async reset(_: DatabaseSource): Promise<void> {
    throw new Error('no');
  }
  async tables(): Promise<TableData[]> {
    return [];
  }
}

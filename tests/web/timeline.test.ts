import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange, StatementRecord } from '../../lessons/runtime/playground.ts';
import { placeOf } from '../../web/src/database/error-place.ts';
import { viewTimeline } from '../../web/src/database/timeline-view.ts';

const statement = (id: number, change: Partial<StatementRecord> = {}): StatementRecord => ({
  id,
  sql: 'SELECT name\n  FROM users',
  parameters: [],
  command: 'SELECT',
  rows: 1,
  milliseconds: 2,
  engine: 'pglite',
  began: 1000 + id * 3,
  position: { file: 'users.ts', line: 4, column: 9 },
  ...change,
});

const exchange: Exchange = {
  request: { method: 'GET', path: '/' },
  outcome: { kind: 'stopped', reason: { kind: 'crash', message: '' } },
  statements: [],
  logs: [],
  began: 1000,
  milliseconds: 20,
};

describe('the timeline', () => {
  it('has the request first, then all it did in the order in which that began', () => {
    const call = { method: 'GET', url: 'http://a.internal/', began: 1001, milliseconds: 1, outcome: 503 };
    const { bars } = viewTimeline({ ...exchange, statements: [statement(2), statement(1)], calls: [call] });
    expect(bars.map(({ kind, at }) => [kind, at])).toEqual([
      ['handler', 0],
      ['call', 1],
      ['statement', 3],
      ['statement', 6],
    ]);
    expect(bars[1]).toMatchObject({ result: '503', isBad: true, start: 0.05, share: 0.05 });
    expect(bars[2]).toMatchObject({ label: 'SELECT name FROM users', result: '1 row', isBad: false });
  });

  it('shows an N+1 at a glance, by line, and takes no transaction for one', () => {
    const other = { position: { file: 'users.ts', line: 9, column: 1 } };
    const begins = [10, 11, 12].map((id) => statement(id, { sql: 'BEGIN' }));
    const statements = [1, 2, 3, 4].map((id) => statement(id)).concat(begins, statement(20, other));
    expect(viewTimeline({ ...exchange, statements }).repeated).toEqual([
      { label: 'SELECT name FROM users', count: 4, position: { file: 'users.ts', line: 4, column: 9 } },
    ]);
  });

  it('keeps every bar within the picture, whatever the clocks of two workers say', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -100, max: 3000, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (began, milliseconds) => {
          const { bars } = viewTimeline({ ...exchange, statements: [statement(1, { began, milliseconds })] });
          for (const { start, share } of bars) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(share).toBeGreaterThanOrEqual(0);
            expect(start + share).toBeLessThanOrEqual(1 + 1e-9);
          }
        },
      ),
    );
  });
});

describe('the place of an error', () => {
  it('is counted in characters, from 1, in its line', () => {
    expect(placeOf('SELECT 1\nFROM nowhere', 15)).toEqual({ line: 2, column: 6, text: 'FROM nowhere' });
    expect(placeOf("SELECT '🙂', x", 13)).toEqual({ line: 1, column: 13, text: "SELECT '🙂', x" });
    expect(placeOf('x', 1)).toEqual({ line: 1, column: 1, text: 'x' });
  });
});

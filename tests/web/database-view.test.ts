import { describe, expect, it } from 'vitest';
import type { PlanNode } from '../../lessons/runtime/playground.ts';
import { findRequestText } from '../../web/src/database/from-request.ts';
import { viewPlan } from '../../web/src/database/plan-view.ts';
import { withoutIndent } from '../../web/src/database/statement-text.ts';
import { formatBytes, formatCount, formatMilliseconds, plural } from '../../web/src/format.ts';

const node = (more: Partial<PlanNode> & Pick<PlanNode, 'type'>): PlanNode => ({
  estimatedRows: 10,
  totalCost: 1,
  details: [],
  children: [],
  ...more,
});

describe('a plan', () => {
  it('points at the node that costs most by itself, not at the one that waits for it', () => {
    const view = viewPlan(
      node({
        type: 'Sort',
        totalCost: 12,
        milliseconds: 10,
        actualRows: 10,
        loops: 1,
        children: [
          node({
            type: 'Seq Scan',
            relation: 'users',
            milliseconds: 9,
            actualRows: 10,
            loops: 1,
            totalCost: 9,
          }),
        ],
      }),
    );
    expect(view.isCostliest).toBe(false);
    expect(view.children[0]).toMatchObject({ title: 'Seq Scan on users', isCostliest: true, isSlow: true });
    expect(view.children[0]?.share).toBe(0.9);
  });

  it('does not raise an alarm for a step that takes no time', () => {
    const scan = node({ type: 'Seq Scan', milliseconds: 0.2, actualRows: 10, loops: 1 });
    const view = viewPlan(
      node({ type: 'Sort', milliseconds: 0.3, actualRows: 10, loops: 1, children: [scan] }),
    );
    expect(view.children[0]).toMatchObject({ isCostliest: true, isSlow: false });
  });

  it('counts every loop', () => {
    const view = viewPlan(
      node({
        type: 'Nested Loop',
        milliseconds: 11,
        actualRows: 100,
        loops: 1,
        children: [
          node({ type: 'Seq Scan', milliseconds: 1, actualRows: 100, loops: 1 }),
          node({ type: 'Index Scan', index: 'by_id', milliseconds: 0.09, actualRows: 1, loops: 100 }),
        ],
      }),
    );
    expect(view.children[1]).toMatchObject({
      title: 'Index Scan using by_id',
      isCostliest: true,
      rows: '1 row, 100 times, 10 estimated',
    });
  });

  it('says where the planner was wrong, but not of what a Limit cut short', () => {
    const scan = (actualRows: number) =>
      node({ type: 'Seq Scan', estimatedRows: 1000, actualRows, milliseconds: 1, loops: 1 });
    expect(viewPlan(scan(5)).misjudged).toBe('200 times fewer rows than estimated');
    expect(viewPlan(scan(500)).misjudged).toBeUndefined();
    const limit = node({ type: 'Limit', actualRows: 5, milliseconds: 1, loops: 1, children: [scan(5)] });
    expect(viewPlan(limit).children[0]?.misjudged).toBeUndefined();
  });

  it('falls back to cost where nothing was measured', () => {
    const view = viewPlan(node({ type: 'Seq Scan', totalCost: 5 }));
    expect(view).toMatchObject({ milliseconds: undefined, share: 1, rows: '10 estimated' });
  });
});

describe('text of the request in a statement', () => {
  it('is found where it stands word for word', () => {
    const request = { method: 'GET', path: `/x?sortBy=${encodeURIComponent('(select 1)')}&limit=2` };
    const sql = 'SELECT id FROM users ORDER BY (select 1) LIMIT $1';
    const [stretch, ...rest] = findRequestText(sql, request);
    expect(rest).toEqual([]);
    expect(sql.slice(stretch?.from, stretch?.to)).toBe('(select 1)');
  });

  it('is looked for in a JSON body too, and merged where it overlaps', () => {
    const body = JSON.stringify({ filter: { where: "a = 'b'", order: "a = 'b' OR 1=1" } });
    const sql = "SELECT 1 WHERE a = 'b' OR 1=1";
    const stretches = findRequestText(sql, { method: 'POST', path: '/x', body });
    expect(stretches.map(({ from, to }) => sql.slice(from, to))).toEqual(["a = 'b' OR 1=1"]);
  });

  it('is not claimed of plain names', () => {
    expect(
      findRequestText('SELECT name FROM users ORDER BY name', { method: 'GET', path: '/?s=name' }),
    ).toEqual([]);
  });
});

describe('words and numbers', () => {
  it('moves a statement to the left as one block', () => {
    expect(withoutIndent('\n      SELECT id\n        FROM users\n       LIMIT 1\n    ')).toBe(
      'SELECT id\n FROM users\nLIMIT 1',
    );
    expect(withoutIndent('SELECT 1')).toBe('SELECT 1');
  });

  it('gives each figure its unit', () => {
    expect([0.04, 2.44, 12.4, 1300].map(formatMilliseconds)).toEqual(['0.04 ms', '2.4 ms', '12 ms', '1.3 s']);
    expect([214, 12_340, 5_000_000].map(formatBytes)).toEqual(['214 B', '12.3 kB', '5.0 MB']);
    expect(formatCount(1234567)).toBe('1\u202f234\u202f567');
    expect([plural(1, 'row'), plural(2, 'row')]).toEqual(['1 row', '2 rows']);
  });
});

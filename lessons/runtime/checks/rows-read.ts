import type { PlanNode } from '../playground.ts';

/** The most rows that a node of a measured plan read, those that it threw away again among them. */
export function rowsRead(node: PlanNode): number {
  const removed = node.details
    .filter(([label]) => /^Rows Removed by (?:Filter|Index Recheck)$/.test(label))
    .reduce((sum, [, rows]) => sum + Number(rows), 0);
  return Math.max((node.actualRows ?? 0) * (node.loops ?? 1) + removed, ...node.children.map(rowsRead));
}

import type { PlanNode } from '../../../lessons/runtime/playground.ts';

/** A node of a plan, with what a reader looks for worked out. */
export interface PlanView {
  readonly title: string;
  readonly isCostliest: boolean;
  /** The costliest, and worth mending: it takes a millisecond or more, or was not measured. */
  readonly isSlow: boolean;
  /** Time, or cost where nothing was measured, of this node without its children, from 0 to 1 of the whole. */
  readonly share: number;
  readonly milliseconds: number | undefined;
  readonly rows: string;
  /** Set when the planner was wrong by a factor of ten or more. */
  readonly misjudged: string | undefined;
  readonly details: readonly (readonly [label: string, value: string])[];
  readonly children: readonly PlanView[];
}

/** Milliseconds. */
const SLOW_FROM = 1;

/** What EXPLAIN said, made ready to be read: the costliest node stands out, estimates beside actuals. */
export function viewPlan(root: PlanNode): PlanView {
  const isMeasured = allNodes(root).every((node) => node.milliseconds !== undefined);
  const weightOf = (node: PlanNode) => ownWeight(node, isMeasured);
  const nodes = allNodes(root);
  const total = nodes.reduce((sum, node) => sum + weightOf(node), 0);
  const costliest = nodes.reduce((best, node) => (weightOf(node) > weightOf(best) ? node : best), root);
  const view = (node: PlanNode, isCut: boolean): PlanView => ({
    title: titleOf(node),
    isCostliest: node === costliest,
    isSlow: node === costliest && (!isMeasured || weightOf(node) >= SLOW_FROM),
    share: total > 0 ? weightOf(node) / total : 0,
    milliseconds: isMeasured ? weightOf(node) : undefined,
    rows: rowsOf(node),
    misjudged: misjudgementOf(node, isCut),
    details: node.details,
    children: node.children.map((child) => view(child, isCut || node.type === 'Limit')),
  });
  return view(root, false);
}

function allNodes(node: PlanNode): readonly PlanNode[] {
  return [node, ...node.children.flatMap(allNodes)];
}

/** Time is given for one loop, cost for all; both include the children. */
function ownWeight(node: PlanNode, isMeasured: boolean): number {
  const whole = (each: PlanNode) =>
    isMeasured ? (each.milliseconds ?? 0) * (each.loops ?? 1) : each.totalCost;
  const ofChildren = node.children.reduce((sum, child) => sum + whole(child), 0);
  return Math.max(0, whole(node) - ofChildren);
}

function titleOf(node: PlanNode): string {
  const using = node.index ? ` using ${node.index}` : '';
  const on = node.relation ? ` on ${node.relation}` : '';
  return `${node.type}${using}${on}`;
}

function rowsOf(node: PlanNode): string {
  const estimated = `${format(node.estimatedRows)} estimated`;
  if (node.actualRows === undefined) return estimated;
  const loops = node.loops !== undefined && node.loops > 1 ? `, ${format(node.loops)} times` : '';
  return `${format(node.actualRows)} ${node.actualRows === 1 ? 'row' : 'rows'}${loops}, ${estimated}`;
}

/** Below a Limit a node stops early, so fewer rows than estimated are no mistake there. */
function misjudgementOf(node: PlanNode, isCut: boolean): string | undefined {
  if (node.actualRows === undefined || node.loops === 0) return undefined;
  const actual = Math.max(1, node.actualRows);
  const estimated = Math.max(1, node.estimatedRows);
  const factor = Math.max(actual / estimated, estimated / actual);
  if (factor < 10 || (isCut && actual < estimated)) return undefined;
  const side = actual > estimated ? 'more' : 'fewer';
  return `${format(Math.round(factor))} times ${side} rows than estimated`;
}

function format(count: number): string {
  return String(Math.round(count * 100) / 100);
}

import type { PlanNode } from '../../playground.ts';
import { childrenOf, detailsOf, numberOf, textOf, typeOf, type RawPlan } from './raw-plan.ts';

/** A plan as the playground shows it. */
export function planNode(plan: RawPlan): PlanNode {
  const relation = textOf(plan, 'Relation Name') ?? textOf(plan, 'CTE Name') ?? textOf(plan, 'Function Name');
  const index = textOf(plan, 'Index Name');
  const actualRows = numberOf(plan, 'Actual Rows');
  const loops = numberOf(plan, 'Actual Loops');
  const milliseconds = numberOf(plan, 'Actual Total Time');
  return {
    type: typeOf(plan),
    ...(relation === undefined ? {} : { relation }),
    ...(index === undefined ? {} : { index }),
    estimatedRows: numberOf(plan, 'Plan Rows') ?? 0,
    ...(actualRows === undefined ? {} : { actualRows }),
    ...(loops === undefined ? {} : { loops }),
    totalCost: numberOf(plan, 'Total Cost') ?? 0,
    ...(milliseconds === undefined ? {} : { milliseconds }),
    details: detailsOf(plan),
    children: childrenOf(plan).map(planNode),
  };
}

import { childrenOf, detailsOf, numberOf, textOf, typeOf, type RawPlan } from './raw-plan.ts';

/**
 * The plan as EXPLAIN prints it. Written from the JSON, because a second EXPLAIN would run the statement
 * again and measure other times.
 */
export function planText(plan: RawPlan): string {
  return lines(plan).join('\n');
}

function lines(plan: RawPlan): string[] {
  return [
    `${typeOf(plan)}${target(plan)}  ${costs(plan)}${actual(plan)}`,
    ...detailsOf(plan).map(([label, value]) => `  ${label}: ${value}`),
    ...childrenOf(plan).flatMap((child) => childLines(child)),
  ];
}

function childLines(child: RawPlan): string[] {
  const [first = '', ...others] = lines(child);
  const name = textOf(child, 'Subplan Name');
  const indented = [`  ->  ${first}`, ...others.map((line) => `      ${line}`)];
  return name === undefined ? indented : [`  ${name}`, ...indented.map((line) => `  ${line}`)];
}

/** ' using users_pkey on users u' */
function target(plan: RawPlan): string {
  const index = textOf(plan, 'Index Name');
  const relation = textOf(plan, 'Relation Name') ?? textOf(plan, 'CTE Name') ?? textOf(plan, 'Function Name');
  const alias = textOf(plan, 'Alias');
  const isBitmap = textOf(plan, 'Node Type') === 'Bitmap Index Scan';
  return [
    index === undefined ? '' : isBitmap ? ` on ${index}` : ` using ${index}`,
    relation === undefined ? (alias === undefined ? '' : ` on ${alias}`) : ` on ${relation}`,
    relation === undefined || alias === undefined || alias === relation ? '' : ` ${alias}`,
  ].join('');
}

function costs(plan: RawPlan): string {
  const cost = (name: string): string => (numberOf(plan, name) ?? 0).toFixed(2);
  return (
    `(cost=${cost('Startup Cost')}..${cost('Total Cost')}` +
    ` rows=${numberOf(plan, 'Plan Rows') ?? 0} width=${numberOf(plan, 'Plan Width') ?? 0})`
  );
}

function actual(plan: RawPlan): string {
  const loops = numberOf(plan, 'Actual Loops');
  if (loops === undefined) return '';
  if (loops === 0) return ' (never executed)';
  const time = (name: string): string => (numberOf(plan, name) ?? 0).toFixed(3);
  const rows = (numberOf(plan, 'Actual Rows') ?? 0).toFixed(2);
  return ` (actual time=${time('Actual Startup Time')}..${time('Actual Total Time')} rows=${rows} loops=${loops})`;
}

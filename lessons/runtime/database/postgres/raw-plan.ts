/** A node as EXPLAIN (FORMAT JSON) writes it. */
export type RawPlan = Readonly<Record<string, unknown>>;

/** The top of the plan in EXPLAIN's output. */
export function rawPlanOf(output: unknown): RawPlan {
  const [first] = Array.isArray(output) ? (output as unknown[]) : [];
  return objectOf(objectOf(first).Plan);
}

export function childrenOf(plan: RawPlan): RawPlan[] {
  return Array.isArray(plan.Plans) ? plan.Plans.map(objectOf) : [];
}

export function numberOf(plan: RawPlan, name: string): number | undefined {
  const value = plan[name];
  return typeof value === 'number' ? value : undefined;
}

export function textOf(plan: RawPlan, name: string): string | undefined {
  const value = plan[name];
  return typeof value === 'string' ? value : undefined;
}

/** What kind of node it is, in the words of EXPLAIN's text: 'Hash Left Join', 'HashAggregate'. */
export function typeOf(plan: RawPlan): string {
  const type = textOf(plan, 'Node Type') ?? 'Unknown';
  const join = textOf(plan, 'Join Type');
  const partial = textOf(plan, 'Partial Mode');
  const prefix = partial && partial !== 'Simple' ? `${partial} ` : '';
  switch (type) {
    case 'Aggregate':
      return `${prefix}${AGGREGATES[textOf(plan, 'Strategy') ?? ''] ?? type}`;
    case 'SetOp':
      return `${textOf(plan, 'Strategy') === 'Hashed' ? 'HashSetOp' : type} ${textOf(plan, 'Command') ?? ''}`.trim();
    case 'ModifyTable':
      return textOf(plan, 'Operation') ?? type;
    case 'Nested Loop':
      return join === undefined || join === 'Inner' ? type : `${type} ${join} Join`;
    case 'Hash Join':
    case 'Merge Join':
      return join === undefined || join === 'Inner' ? type : type.replace('Join', `${join} Join`);
    case 'Index Scan':
    case 'Index Only Scan':
      return textOf(plan, 'Scan Direction') === 'Backward' ? `${type} Backward` : type;
    default:
      return type;
  }
}

const AGGREGATES: Readonly<Record<string, string>> = {
  Plain: 'Aggregate',
  Sorted: 'GroupAggregate',
  Hashed: 'HashAggregate',
  Mixed: 'MixedAggregate',
};

/** Names that describe the node itself, its costs or its children: all others are details. */
const STRUCTURE = new Set([
  'Node Type',
  'Parent Relationship',
  'Subplan Name',
  'Strategy',
  'Partial Mode',
  'Operation',
  'Parallel Aware',
  'Async Capable',
  'Join Type',
  'Scan Direction',
  'Index Name',
  'Relation Name',
  'Function Name',
  'Table Function Name',
  'CTE Name',
  'Alias',
  'Schema',
  'Command',
  'Custom Plan Provider',
  'Startup Cost',
  'Total Cost',
  'Plan Rows',
  'Plan Width',
  'Actual Startup Time',
  'Actual Total Time',
  'Actual Rows',
  'Actual Loops',
  'Disabled',
  'Inner Unique',
  'Single Copy',
  'Plans',
  'Workers',
]);

/** 'Filter', 'Sort Key', 'Index Cond', … as the text form words them, in its order. */
export function detailsOf(plan: RawPlan): [label: string, value: string][] {
  const details: [string, string][] = [];
  for (const [label, value] of Object.entries(plan)) {
    const detail = detailOf(plan, label, value);
    if (detail) details.push(detail);
  }
  return details;
}

function detailOf(plan: RawPlan, label: string, value: unknown): [string, string] | undefined {
  if (STRUCTURE.has(label)) return undefined;
  if (label === FIRST_OF_BUFFERS) return buffersOf(plan);
  if (BUFFERS.test(label)) return undefined;
  switch (label) {
    case 'Sort Method':
      return [
        label,
        `${String(value)}  ${textOf(plan, 'Sort Space Type')}: ${numberOf(plan, 'Sort Space Used')}kB`,
      ];
    case 'Hash Buckets':
      return [
        'Buckets',
        `${String(value)}  Batches: ${numberOf(plan, 'Hash Batches')}  Memory Usage: ${numberOf(plan, 'Peak Memory Usage')}kB`,
      ];
    case 'HashAgg Batches':
      return ['Batches', `${String(value)}  Memory Usage: ${numberOf(plan, 'Peak Memory Usage')}kB`];
    case 'Exact Heap Blocks': {
      const lossy = numberOf(plan, 'Lossy Heap Blocks') ?? 0;
      return ['Heap Blocks', `exact=${String(value)}${lossy > 0 ? ` lossy=${lossy}` : ''}`];
    }
    case 'Storage':
      return [label, `${String(value)}  Maximum Storage: ${numberOf(plan, 'Maximum Storage')}kB`];
    case 'Lossy Heap Blocks':
    case 'Maximum Storage':
    case 'Sort Space Used':
    case 'Sort Space Type':
    case 'Original Hash Buckets':
    case 'Hash Batches':
    case 'Original Hash Batches':
    case 'Peak Memory Usage':
    case 'Disk Usage':
    case 'Planned Partitions':
      return undefined;
    case 'Subplans Removed':
    case 'Rows Removed by Filter':
    case 'Rows Removed by Join Filter':
    case 'Rows Removed by Index Recheck':
      return value === 0 ? undefined : [label, String(value)];
    default:
      if (Array.isArray(value)) return [label, value.map(String).join(', ')];
      return typeof value === 'object' ? undefined : [label, String(value)];
  }
}

/** PostgreSQL gives all twelve numbers of pages, or none. */
const FIRST_OF_BUFFERS = 'Shared Hit Blocks';
const BUFFERS = /^(?:Shared|Local|Temp) (?:Hit|Read|Dirtied|Written) Blocks$/;

/** 'shared hit=3 read=1': pages found in memory, fetched, changed and written, where there were any. */
function buffersOf(plan: RawPlan): [label: string, value: string] | undefined {
  const kinds = ['Shared', 'Local', 'Temp'].flatMap((kind) => {
    const counts = ['Hit', 'Read', 'Dirtied', 'Written'].flatMap((what) => {
      const count = numberOf(plan, `${kind} ${what} Blocks`) ?? 0;
      return count > 0 ? `${what.toLowerCase()}=${count}` : [];
    });
    return counts.length > 0 ? `${kind.toLowerCase()} ${counts.join(' ')}` : [];
  });
  return kinds.length > 0 ? ['Buffers', kinds.join(', ')] : undefined;
}

function objectOf(value: unknown): RawPlan {
  return typeof value === 'object' && value !== null ? (value as RawPlan) : {};
}

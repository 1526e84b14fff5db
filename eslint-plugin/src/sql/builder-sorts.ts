import { argumentAt } from '../ast/argument.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, keyName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { isBuilderCall } from './query-builders.ts';
import { mayHaveBuilderSorts } from './signs.ts';
import { propertyOf } from './validation.ts';

/** Methods of mappers that take a sort beside what they look for. */
const FINDERS = /^find(?:[A-Z]\w*)?$|^paginate$/;

/** Methods of builders that sort. */
const SORTS = /^(?:orderBy|addOrderBy|thenOrderBy)$/;

/** Every expression that a builder or mapper sorts by: `.orderBy(column)`, `findAll({ order: [[column, 'ASC']] })`. */
export const builderSortsOf = perFile((sourceCode: SourceCode): readonly Node[] => {
  if (!mayHaveBuilderSorts(sourceCode)) return [];
  return inventoryOf(sourceCode).calls.flatMap((call) => {
    if (call.type !== 'CallExpression') return [];
    const name = calleeName(call);
    if (FINDERS.test(name)) return call.arguments.flatMap(finderSort);
    if (!SORTS.test(name)) return [];
    const first = argumentAt(call, 0);
    return first && isBuilderCall(sourceCode, call) ? columnsIn(unwrap(first)) : [];
  });
});

const MAKES_RAW = /\b(?:raw|literal)\s*\(/;

/** Whether a file may sort by a piece of SQL of its own. */
export function mayHaveRawSorts(sourceCode: SourceCode): boolean {
  return mayHaveBuilderSorts(sourceCode) && MAKES_RAW.test(sourceCode.text);
}

/** Whether a piece of SQL is what a builder or mapper sorts by: `.orderBy(sql.raw(sort))`, `order: [[literal(sort), 'ASC']]`. */
export function isSortedBy(piece: Node): boolean {
  const node = wrapped(piece);
  const { parent } = node;
  switch (parent?.type) {
    case 'ArrayExpression':
      return isSortedBy(parent);
    case 'Property':
      return parent.value === node && /^order(?:By)?$/.test(keyName(parent) ?? '');
    case 'CallExpression': {
      const name = calleeName(parent);
      return (
        parent.callee !== node && (SORTS.test(name) || (/^(?:asc|desc)$/.test(name) && isSortedBy(parent)))
      );
    }
    default:
      return false;
  }
}

/** `order: [[column, 'ASC']]` and `order: [column]` of Sequelize, `order: { [column]: 'ASC' }` of TypeORM, `orderBy: { [column]: 'asc' }` of Prisma. */
function finderSort(argument: Node): Node[] {
  const options = unwrap(argument);
  if (options.type !== 'ObjectExpression') return [];
  const sort = propertyOf(options, 'order') ?? propertyOf(options, 'orderBy');
  return sort ? sortedIn(unwrap(sort)) : [];
}

function sortedIn(sort: Node): Node[] {
  if (sort.type === 'ArrayExpression') {
    return sort.elements.flatMap((element) => {
      const item = element && unwrap(element);
      if (item?.type === 'Identifier' || item?.type === 'MemberExpression') return [item];
      if (item?.type !== 'ArrayExpression') return item ? sortedIn(item) : [];
      // A model may stand before the column, and the direction behind it.
      return item.elements.slice(0, Math.max(1, item.elements.length - 1)).flatMap((part) => part ?? []);
    });
  }
  if (sort.type !== 'ObjectExpression') return [];
  return sort.properties.flatMap((property) =>
    property.type === 'Property' && property.computed ? [property.key] : [],
  );
}

function columnsIn(node: Node): Node[] {
  switch (node.type) {
    case 'ArrayExpression':
      return node.elements.flatMap((element) => (element ? columnsIn(unwrap(element)) : []));
    case 'ObjectExpression': {
      const column = propertyOf(node, 'column');
      return column ? [column] : [];
    }
    case 'Literal':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return [];
    default:
      return [node];
  }
}

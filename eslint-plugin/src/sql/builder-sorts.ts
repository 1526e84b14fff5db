import { argumentAt } from '../ast/argument.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { isBuilderCall } from './query-builders.ts';
import { mayHaveBuilderSorts } from './signs.ts';
import { propertyOf } from './validation.ts';

/** Methods of mappers that take a sort beside what they look for. */
const FINDERS = /^find(?:[A-Z]\w*)?$|^paginate$/;

/** Every expression that a builder or mapper sorts by: `.orderBy(column)`, `findAll({ order: [[column, 'ASC']] })`. */
export const builderSortsOf = perFile((sourceCode: SourceCode): readonly Node[] => {
  if (!mayHaveBuilderSorts(sourceCode)) return [];
  return inventoryOf(sourceCode).calls.flatMap((call) => {
    if (call.type !== 'CallExpression') return [];
    const name = calleeName(call);
    if (FINDERS.test(name)) return call.arguments.flatMap(finderSort);
    if (!/^(?:orderBy|addOrderBy|thenOrderBy)$/.test(name)) return [];
    const first = argumentAt(call, 0);
    return first && isBuilderCall(sourceCode, call) ? columnsIn(unwrap(first)) : [];
  });
});

/** `order: [[column, 'ASC']]` of Sequelize, `order: { [column]: 'ASC' }` of TypeORM, `orderBy: { [column]: 'asc' }` of Prisma. */
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

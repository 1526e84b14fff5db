import { inventoryOf } from '../ast/inventory.ts';
import { calleeName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { isBuilderCall } from './query-builders.ts';
import { propertyOf } from './validation.ts';

const SIGN = /\.(?:addO|o|thenO)rderBy\s*\(/;

/** Whether a file may have a builder sort, told from its text. */
export function mayHaveBuilderSorts({ text }: SourceCode): boolean {
  return SIGN.test(text);
}

/** Every expression that a query builder sorts by: `.orderBy(column)`, `.orderBy([{ column }])`. */
export const builderSortsOf = perFile((sourceCode: SourceCode): readonly Node[] => {
  if (!mayHaveBuilderSorts(sourceCode)) return [];
  return inventoryOf(sourceCode).calls.flatMap((call) => {
    if (
      call.type !== 'CallExpression' ||
      !/^(?:orderBy|addOrderBy|thenOrderBy)$/.test(calleeName(call) ?? '')
    )
      return [];
    const [first] = call.arguments;
    if (!first || first.type === 'SpreadElement' || first.type === 'Literal') return [];
    return isBuilderCall(sourceCode, call) ? columnsIn(unwrap(first)) : [];
  });
});

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

import type { TSESTree } from '@typescript-eslint/utils';
import { alwaysExits, isInside } from '../ast/control-flow.ts';
import type { Node, SourceCode, Variable } from '../ast/node.ts';
import { areOpposites, isRefused } from './refused-cases.ts';
import { operands } from './text-sources.ts';

/** A piece that an `if` puts behind a text, so that the text is run without it where the test fails. */
interface OptionalPiece {
  readonly piece: Node;
  readonly test: Node;
}

/** Each of them is compared with all others. */
const MAX_ADDITIONS = 20;

/** What is put behind the text of a variable between its start and its use: `text += piece`, `text = text + piece`. */
function additionsTo(variable: Variable, start: Node, use: Node): TSESTree.AssignmentExpression[] {
  return variable.references.flatMap(({ identifier }) => {
    const { parent } = identifier;
    if (parent.type !== 'AssignmentExpression' || parent.left !== identifier) return [];
    const isAddition =
      parent.operator === '+=' || (parent.operator === '=' && goesOnFrom(parent.right, identifier.name));
    return isAddition && start.range[1] <= parent.range[0] && parent.range[1] <= use.range[0] ? [parent] : [];
  });
}

/** `text + piece`, `${text} piece`. */
function goesOnFrom(sum: Node, name: string): boolean {
  const [first] =
    sum.type === 'BinaryExpression'
      ? operands(sum)
      : sum.type === 'TemplateLiteral' && sum.quasis[0]?.value.raw === ''
        ? sum.expressions
        : [];
  return first?.type === 'Identifier' && first.name === name;
}

/**
 * The pieces of a text that may be missing where it is run. What the other side of an `if` puts there instead is none,
 * nor what is put there on each turn of a loop, in a callback or by a case.
 */
export function optionalPieces(sourceCode: SourceCode, variable: Variable, start: Node, use: Node): Node[] {
  const additions = additionsTo(variable, start, use);
  if (additions.length > MAX_ADDITIONS) return [];
  const optional = additions.flatMap((addition) => {
    const test = testOf(addition, start, use, additions);
    return test ? [{ piece: addition.right, test }] : [];
  });
  const isOpposed = ({ test }: OptionalPiece): boolean =>
    optional.some((other) => areOpposites(sourceCode, test, other.test));
  return optional
    .filter((each) => !isOpposed(each) && !isRefused(sourceCode, variable, each.test, use))
    .map(({ piece }) => piece);
}

/** The test on which an addition hangs; null where it is made in any case, or in a way that cannot be followed. */
function testOf(addition: Node, start: Node, use: Node, additions: readonly Node[]): Node | null {
  let test: Node | null = null;
  for (let inner = addition, node = addition.parent; node; inner = node, node = node.parent) {
    if (isInside(start, node) && isInside(use, node)) return test;
    switch (node.type) {
      case 'ExpressionStatement':
      case 'BlockStatement':
        break;
      case 'IfStatement': {
        const other = inner === node.consequent ? node.alternate : node.consequent;
        const isElsewhere =
          alwaysExits(other) || additions.some((addition) => other !== null && isInside(addition, other));
        if (!isElsewhere) test ??= node.test;
        break;
      }
      default:
        return null;
    }
  }
  return null;
}

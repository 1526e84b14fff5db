import { modulesOf } from '../loaded-modules.ts';
import { constantValue } from '../ast/constant.ts';
import { fieldValue } from '../ast/field-value.ts';
import { type ImportedValue, importedValue } from '../ast/imported-value.ts';
import { calleeName, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';

/** Names that are followed; code that is being typed may name itself. */
const MAX_DEPTH = 4;

/**
 * Whether a handle is one of mysql2 that gives promises of `[rows, fields]`: `pool.promise()`, what `mysql2/promise` makes,
 * a connection of such a pool; held by a name or a field, or by another file where that may be.
 */
export function givesPromises(
  sourceCode: SourceCode,
  handle: Node,
  mayBeElsewhere: boolean,
  depth = 0,
): boolean {
  const expression = unwrapAwaited(handle);
  if (depth > MAX_DEPTH) return false;
  const held = (): ImportedValue | null => (mayBeElsewhere ? importedValue(sourceCode, expression) : null);
  const follow = (value: ImportedValue | null): boolean =>
    value !== null && givesPromises(value.sourceCode, value.node, mayBeElsewhere, depth + 1);
  switch (expression.type) {
    case 'CallExpression': {
      const name = calleeName(expression);
      const object = receiver(expression);
      if (/^create(?:Pool|Connection)$/.test(name)) return modulesOf(sourceCode).includes('mysql2/promise');
      if (name === 'getConnection' && object) return follow({ sourceCode, node: object });
      return name === 'promise' || follow(held());
    }
    case 'Identifier':
    case 'MemberExpression': {
      const own =
        expression.type === 'Identifier'
          ? constantValue(sourceCode, expression)
          : fieldValue(sourceCode, expression);
      return follow(own ? { sourceCode, node: own } : held());
    }
    default:
      return false;
  }
}

import { functionNamed } from '../ast/called-function.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';

/** Names of parameters that say which table or column a model is for. */
const IDENTIFIER = /(?:table|schema|column|field|key|sort|order(?:ed)?_?by)s?(?:_?name)?$/i;

/**
 * Whether a parameter is what a model is made for, `createModel('users', 'id')`: the function gives an object of
 * functions back, and is called where the program is put together.
 */
export function isMadeFor(sourceCode: SourceCode, fn: FunctionNode, name: Node): boolean {
  if (name.type !== 'Identifier' || !IDENTIFIER.test(name.name)) return false;
  return returnedExpressions(fn).some((returned) => {
    const object = unwrap(returned);
    return (
      object.type === 'ObjectExpression' &&
      object.properties.some(
        (property) => property.type === 'Property' && isOwnFunction(sourceCode, fn, unwrap(property.value)),
      )
    );
  });
}

/** A function written there, or one that the same factory declares. */
function isOwnFunction(sourceCode: SourceCode, factory: FunctionNode, value: Node): boolean {
  const fn = isFunction(value) ? value : functionNamed(sourceCode, value);
  return fn !== null && factory.range[0] < fn.range[0] && fn.range[1] <= factory.range[1];
}

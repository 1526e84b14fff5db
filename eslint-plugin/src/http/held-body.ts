import { constantInit } from '../ast/constant.ts';
import { keyName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { trailOfMember } from '../sql/member-trails.ts';

/** The object in `const body = { message }; res.json(body)`, unless one of its members is written later; or the body itself. */
export function heldBody(sourceCode: SourceCode, body: Node): Node {
  const expression = unwrap(body);
  const variable = findVariable(sourceCode, expression);
  const init = constantInit(variable);
  const object = init && unwrap(init);
  if (object?.type !== 'ObjectExpression') return body;
  const isChanged = object.properties.some(
    (property) =>
      property.type === 'Property' && trailOfMember(sourceCode, expression, keyName(property) ?? '') !== null,
  );
  return isChanged ? body : object;
}

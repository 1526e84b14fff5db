import { constantInit } from '../ast/constant.ts';
import { keyName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { trailOfMember } from '../sql/member-trails.ts';

/** What an answer sends. */
export interface HeldBody {
  readonly body: Node;
  /** The members that the program writes again before it sends them. */
  readonly rewritten: ReadonlySet<Node>;
}

/** The object in `const body = { message }; res.json(body)`, or the body itself. */
export function heldBody(sourceCode: SourceCode, body: Node): HeldBody {
  const expression = unwrap(body);
  const init = constantInit(findVariable(sourceCode, expression));
  const object = init && unwrap(init);
  if (object?.type !== 'ObjectExpression') return { body, rewritten: new Set() };
  const rewritten = object.properties.filter(
    (property) =>
      property.type === 'Property' && trailOfMember(sourceCode, expression, keyName(property) ?? '') !== null,
  );
  return { body: object, rewritten: new Set(rewritten) };
}

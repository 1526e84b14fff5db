import { variableInit } from '../ast/constant.ts';
import { memberName } from '../ast/names.ts';
import type { Node, SourceCode, Variable } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { propertyOf } from '../sql/validation.ts';

/** What an option is set to, by its name or by the names on the way to it: `jwt.secret`. */
export function optionValues(sourceCode: SourceCode, options: Node | undefined, path: string): Node[] {
  const [name = '', ...rest] = path.split('.');
  const values = valuesOf(sourceCode, options, name);
  return rest.length === 0
    ? values
    : values.flatMap((value) => optionValues(sourceCode, value, rest.join('.')));
}

/**
 * What an option is set to: in the object at the call, in one that a variable holds, or later, by
 * `options.secretOrKey = …`. Nothing where the variable may hold other options.
 */
function valuesOf(sourceCode: SourceCode, options: Node | undefined, name: string): Node[] {
  const expression = options && unwrap(options);
  const variable = findVariable(sourceCode, expression);
  const init = variableInit(variable);
  const object = init ? unwrap(init) : expression;
  if (object?.type !== 'ObjectExpression') return [];
  if (variable?.references.some((reference) => reference.isWrite() && !reference.init)) return [];
  const written = propertyOf(object, name);
  return [...(written ? [written] : []), ...(variable ? laterValues(variable, name) : [])];
}

/** The right sides of `options.name = …`. */
function laterValues({ references }: Variable, name: string): Node[] {
  return references.flatMap(({ identifier }) => {
    const member = identifier.parent;
    if (member.type !== 'MemberExpression' || member.object !== identifier || memberName(member) !== name)
      return [];
    const { parent } = member;
    return parent.type === 'AssignmentExpression' && parent.left === member && parent.operator === '='
      ? [parent.right]
      : [];
  });
}

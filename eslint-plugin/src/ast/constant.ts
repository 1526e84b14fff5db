import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingClass } from './class-member.ts';
import { keyName } from './names.ts';
import type { Node, SourceCode, Variable } from './node.ts';
import { unwrap } from './unwrap.ts';
import { findVariable } from './variable.ts';

/** What a variable is declared with, by its own name. */
export function variableInit(variable: Variable | null): Node | null {
  const definition = variable?.defs[0];
  if (variable?.defs.length !== 1 || definition?.type !== 'Variable') return null;
  return definition.node.id.type === 'Identifier' ? definition.node.init : null;
}

/** What a variable is set to and never changed from. */
export function constantInit(variable: Variable | null): Node | null {
  const init = variableInit(variable);
  return init && variable && isConstant(variable) ? init : null;
}

/** What a constant that an expression names is set to; null where it names none. */
export function constantValue(sourceCode: SourceCode, node: Node | null): Node | null {
  const variable = findVariable(sourceCode, node && unwrap(node));
  const init = constantInit(variable);
  return init && unwrap(init);
}

const constants = new WeakMap<Variable, boolean>();

/** Asked for the same variable again and again, which may be used a thousand times. */
function isConstant(variable: Variable): boolean {
  let isNeverChanged = constants.get(variable);
  if (isNeverChanged === undefined) {
    isNeverChanged = variable.references.every((reference) => reference.init || !reference.isWrite());
    constants.set(variable, isNeverChanged);
  }
  return isNeverChanged;
}

/** The value of a readonly or private field that only its declaration sets. */
export function constantField(node: TSESTree.MemberExpression, name: string): Node | null {
  for (const member of enclosingClass(node)?.body ?? []) {
    if (member.type !== 'PropertyDefinition' || keyName(member) !== name) continue;
    const isFixed = member.readonly || member.accessibility === 'private' || name.startsWith('#');
    return isFixed ? member.value : null;
  }
  return null;
}

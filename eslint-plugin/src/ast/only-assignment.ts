import type { TSESTree } from '@typescript-eslint/utils';
import type { Node, SourceCode } from './node.ts';
import { undeclaredReferences } from './undeclared.ts';
import { findVariable } from './variable.ts';

/**
 * The only assignment that gives a name its value, where it is declared without one or, as sloppy JavaScript allows, not at all:
 * `let env; env = read()`, `KEY = 'x'`.
 */
export function onlyAssignment(sourceCode: SourceCode, node: Node): TSESTree.AssignmentExpression | null {
  if (node.type !== 'Identifier') return null;
  const variable = findVariable(sourceCode, node);
  if (variable && variable.defs[0]?.type !== 'Variable') return null;
  const references = variable?.references ?? undeclaredReferences(sourceCode, node.name);
  const [write, ...others] = references.filter((reference) => reference.isWrite());
  const parent = others.length === 0 ? write?.identifier.parent : null;
  return parent?.type === 'AssignmentExpression' &&
    parent.operator === '=' &&
    parent.left === write?.identifier
    ? parent
    : null;
}

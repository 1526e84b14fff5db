import { constantInit } from '../ast/constant.ts';
import { memberName } from '../ast/names.ts';
import type { Node, SourceCode, Variable } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { propertyOf } from './validation.ts';
import type { TextTrail } from './text-histories.ts';

const trailsOf = perFile(() => new Map<Variable, Map<string, TextTrail | null>>());

/**
 * `query.text` in `const query = { text: 'SELECT …' }; query.text += ' LIMIT 10'`, where the file writes it after the
 * object; null for members that nothing writes.
 */
export function memberTrail(sourceCode: SourceCode, node: Node): TextTrail | null {
  if (node.type !== 'MemberExpression') return null;
  const object = unwrap(node.object);
  const name = memberName(node);
  return object.type === 'Identifier' && name !== null ? trailOfMember(sourceCode, object, name) : null;
}

/** What is written to a member of the object that a name stands for. */
export function trailOfMember(sourceCode: SourceCode, object: Node, name: string): TextTrail | null {
  const variable = findVariable(sourceCode, object);
  if (!variable) return null;
  const trails = trailsOf(sourceCode);
  const ofVariable = trails.get(variable) ?? new Map<string, TextTrail | null>();
  trails.set(variable, ofVariable);
  let trail = ofVariable.get(name);
  if (trail === undefined) {
    trail = findTrail(variable, name);
    ofVariable.set(name, trail);
  }
  return trail;
}

function findTrail(variable: Variable, name: string): TextTrail | null {
  const init = constantInit(variable);
  const object = init && unwrap(init);
  if (object?.type !== 'ObjectExpression') return null;
  const references = variable.references.flatMap(({ identifier }) => {
    const { parent } = wrapped(identifier);
    if (parent?.type !== 'MemberExpression' || memberName(parent) !== name) return [];
    const { parent: around } = parent;
    const isWritten = around.type === 'AssignmentExpression' && around.left === parent;
    return [{ identifier: parent, init: false, isWrite: () => isWritten }];
  });
  if (!references.some((reference) => reference.isWrite())) return null;
  return { defs: [], references, start: propertyOf(object, name) };
}

import type { TSESTree } from '@typescript-eslint/utils';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { patternPath } from '../sql/pattern-path.ts';

/** A member of an object that a constant holds: `message` of `const { statusCode = 500, message } = error`. */
export interface TakenMember {
  readonly object: TSESTree.Identifier;
  readonly name: string;
  /** What stands in where the object has no such member. */
  readonly fallback: Node | null;
}

/** The member that a name was taken out of an object as; null for other names. */
export function takenMember(sourceCode: SourceCode, node: Node): TakenMember | null {
  const variable = findVariable(sourceCode, node);
  const [definition, ...others] = variable?.defs ?? [];
  if (definition?.type !== 'Variable' || others.length > 0 || !definition.node.init) return null;
  if (variable?.references.some((reference) => reference.isWrite() && !reference.init)) return null;
  const taken = patternPath(definition.node.id, definition.name);
  const [name, ...inner] = taken?.path ?? [];
  const object = unwrap(definition.node.init);
  return object.type === 'Identifier' && typeof name === 'string' && inner.length === 0
    ? { object, name, fallback: taken?.fallback ?? null }
    : null;
}

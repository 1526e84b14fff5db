import type { TSESTree } from '@typescript-eslint/utils';
import { keyName } from '../ast/names.ts';
import type { Node } from '../ast/node.ts';
import type { Path } from './validation.ts';

/** How a name is taken out of a pattern: the keys on the way, and its default value. */
export function patternPath(pattern: Node, name: Node): { path: Path; fallback: Node | null } | null {
  if (pattern === name) return { path: [], fallback: null };
  switch (pattern.type) {
    case 'AssignmentPattern': {
      const inner = patternPath(pattern.left, name);
      return (
        inner && { path: inner.path, fallback: inner.path.length === 0 ? pattern.right : inner.fallback }
      );
    }
    case 'TSParameterProperty':
      return patternPath(pattern.parameter, name);
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        const isRest = property.type === 'RestElement';
        const inner = patternPath(isRest ? property.argument : property.value, name);
        if (inner)
          return isRest ? inner : { path: [keyName(property), ...inner.path], fallback: inner.fallback };
      }
      return null;
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries()) {
        const inner = element ? patternPath(element, name) : null;
        if (inner) return { path: [String(index), ...inner.path], fallback: inner.fallback };
      }
      return null;
    case 'RestElement': {
      const inner = patternPath(pattern.argument, name);
      return inner && { path: [null, ...inner.path], fallback: inner.fallback };
    }
    default:
      return null;
  }
}

/** The type that a parameter is declared with. */
export function annotationOf(parameter: Node): TSESTree.TypeNode | null {
  const target =
    parameter.type === 'AssignmentPattern'
      ? parameter.left
      : parameter.type === 'TSParameterProperty'
        ? parameter.parameter
        : parameter;
  if (!('typeAnnotation' in target) || target.typeAnnotation?.type !== 'TSTypeAnnotation') return null;
  return target.typeAnnotation.typeAnnotation;
}

import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { enclosingClass } from '../ast/class-member.ts';
import { constantValue } from '../ast/constant.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { type ImportedValue, importedValue } from '../ast/imported-value.ts';
import { calleeName, memberName } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { propertyOf } from '../sql/validation.ts';

/**
 * What Nest injects as a member of `ConfigType<typeof jwtConfig>`: the property of what `registerAs('jwt', () => ({ … }))`
 * returns, in this file or another one. Null for members of other things.
 */
export function registeredSetting(
  sourceCode: SourceCode,
  node: TSESTree.MemberExpression,
): ImportedValue | null {
  const name = memberName(node);
  const type = typeOf(sourceCode, unwrap(node.object));
  const source = type?.type === 'TSTypeReference' ? configOf(type) : null;
  if (name === null || !source) return null;
  const own = constantValue(sourceCode, source);
  const held = own ? { sourceCode, node: own } : importedValue(sourceCode, source);
  if (held?.node.type !== 'CallExpression' || calleeName(held.node) !== 'registerAs') return null;
  const make = argumentAt(held.node, 1);
  const [returned, ...others] = make && isFunction(make) ? returnedExpressions(make) : [];
  const settings = returned && others.length === 0 ? unwrap(returned) : null;
  const value = settings?.type === 'ObjectExpression' ? propertyOf(settings, name) : null;
  return value && { sourceCode: held.sourceCode, node: value };
}

/** The declared type of a parameter, or of the field that one of the constructor makes. */
function typeOf(sourceCode: SourceCode, node: Node): TSESTree.TypeNode | null {
  if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression')
    return fieldType(node, memberName(node));
  const definition = findVariable(sourceCode, node)?.defs[0];
  return definition?.type === 'Parameter' && definition.name.type === 'Identifier'
    ? (definition.name.typeAnnotation?.typeAnnotation ?? null)
    : null;
}

function fieldType(node: Node, name: string | null): TSESTree.TypeNode | null {
  for (const member of enclosingClass(node)?.body ?? []) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue;
    for (const parameter of member.value.params) {
      const made = parameter.type === 'TSParameterProperty' ? parameter.parameter : null;
      if (made?.type === 'Identifier' && made.name === name)
        return made.typeAnnotation?.typeAnnotation ?? null;
    }
  }
  return null;
}

/** The name behind `typeof` in `ConfigType<typeof jwtConfig>`. */
function configOf({ typeName, typeArguments }: TSESTree.TSTypeReference): TSESTree.Identifier | null {
  const [argument] = typeArguments?.params ?? [];
  if (typeName.type !== 'Identifier' || typeName.name !== 'ConfigType') return null;
  return argument?.type === 'TSTypeQuery' && argument.exprName.type === 'Identifier'
    ? argument.exprName
    : null;
}

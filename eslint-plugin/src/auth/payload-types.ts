import type { TSESTree } from '@typescript-eslint/utils';
import { keyName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { declarationOf } from '../sql/declared-type.ts';

/** Whether the type of a variable lists what it holds, and a member is not among it. */
export function isOfTypeWithout(sourceCode: SourceCode, node: Node, name: string): boolean {
  const named = findVariable(sourceCode, unwrap(node))?.defs[0]?.name;
  const annotation = named?.type === 'Identifier' ? named.typeAnnotation?.typeAnnotation : null;
  const members = annotation ? membersOf(sourceCode, annotation) : null;
  return (
    members?.every((member) => member.type === 'TSPropertySignature' && keyName(member) !== name) ?? false
  );
}

/** The members that a type declares itself; null where others may come to it. */
function membersOf(sourceCode: SourceCode, type: TSESTree.TypeNode): readonly TSESTree.TypeElement[] | null {
  if (type.type === 'TSTypeLiteral') return type.members;
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return null;
  const declared = declarationOf(sourceCode, type.typeName)?.node;
  if (declared?.type === 'TSInterfaceDeclaration')
    return declared.extends.length === 0 ? declared.body.body : null;
  return declared?.type === 'TSTypeAliasDeclaration' && declared.typeAnnotation.type === 'TSTypeLiteral'
    ? declared.typeAnnotation.members
    : null;
}

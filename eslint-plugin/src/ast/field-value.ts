import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingClass } from './class-member.ts';
import { inventoryOf } from './inventory.ts';
import { keyName, memberName } from './names.ts';
import type { Node, SourceCode } from './node.ts';
import { unwrap } from './unwrap.ts';

/** What a field of `this` is set to in its class: where it is declared, or by the only assignment; null where it may change. */
export function fieldValue(sourceCode: SourceCode, node: TSESTree.MemberExpression): Node | null {
  const name = memberName(node);
  const body = enclosingClass(node);
  if (name === null || !body || unwrap(node.object).type !== 'ThisExpression') return null;
  const declared = body.body.flatMap((member) =>
    member.type === 'PropertyDefinition' && keyName(member) === name && member.value ? [member.value] : [],
  );
  const assigned = inventoryOf(sourceCode).assignments.filter(
    ({ left }) =>
      left.type === 'MemberExpression' &&
      left.object.type === 'ThisExpression' &&
      memberName(left) === name &&
      enclosingClass(left) === body,
  );
  const [only, ...others] = [...declared, ...assigned.map(({ right }) => right)];
  return only && others.length === 0 ? only : null;
}

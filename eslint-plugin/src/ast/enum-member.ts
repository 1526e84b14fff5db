import type { TSESTree } from '@typescript-eslint/utils';
import { stringValue } from './names.ts';
import type { Node } from './node.ts';

/** What a member of an enum of TypeScript is set to; null where it counts on by itself. */
export function enumMember({ body }: TSESTree.TSEnumDeclaration, name: string): Node | null {
  for (const { id, initializer } of body.members)
    if ((id.type === 'Identifier' ? id.name : stringValue(id)) === name) return initializer ?? null;
  return null;
}

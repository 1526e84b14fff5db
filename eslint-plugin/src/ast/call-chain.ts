import type { TSESTree } from '@typescript-eslint/utils';
import { receiver } from './names.ts';
import type { Node } from './node.ts';
import { wrapped } from './unwrap.ts';

/** All calls of the chain that a call is a link of, the last first: `c()`, `b()`, `a()` of `a().b().c()`. */
export function callChain(call: TSESTree.CallExpression): TSESTree.CallExpression[] {
  let outermost = call;
  for (;;) {
    const member: Node | undefined = wrapped(outermost).parent;
    if (member?.type !== 'MemberExpression' || member.parent.type !== 'CallExpression') break;
    if (member.parent.callee !== member) break;
    outermost = member.parent;
  }
  const links: TSESTree.CallExpression[] = [];
  for (let link: Node | null = outermost; link?.type === 'CallExpression'; link = receiver(link))
    links.push(link);
  return links;
}

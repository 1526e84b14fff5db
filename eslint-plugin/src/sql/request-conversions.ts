import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { inventoryOf, nodesWithin } from '../ast/inventory.ts';
import { calleeName, memberName, receiver, stringValue } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { originOf } from './origin.ts';

/** A place where text of a request is made a number. */
export interface RequestConversion {
  readonly node: TSESTree.CallExpression | TSESTree.UnaryExpression;
  /** The conversion with the default value behind it: `parseInt(limit) || 20`. */
  readonly outermost: Node;
  readonly converter: 'parseInt' | 'Number' | 'parseFloat' | '+';
  /** What the request calls it. */
  readonly name: string;
}

const MAY_CONVERT = /parseInt|Number\s*\(|parseFloat|(?:[=(,:[?|&]|return)\s*\+\s*[A-Za-z_]/;
const HAS_REQUEST = /req|ctx|context|query|params|body|\bc\.|searchParams/i;

/** Every conversion of request input to a number in a file. */
export const requestConversionsOf = perFile((sourceCode: SourceCode): readonly RequestConversion[] => {
  const { text } = sourceCode;
  if (!MAY_CONVERT.test(text) || !HAS_REQUEST.test(text)) return [];
  const found: RequestConversion[] = [];
  const add = (
    node: RequestConversion['node'],
    converter: RequestConversion['converter'],
    input: Node,
  ): void => {
    if (originOf(sourceCode, input) !== 'request') return;
    const name = requestName(input);
    if (name !== null) found.push({ node, outermost: withDefault(node), converter, name });
  };
  for (const call of inventoryOf(sourceCode).calls) {
    const input = argumentAt(call, 0);
    if (call.type !== 'CallExpression' || !input) continue;
    const converter = calleeName(call);
    const object = receiver(call);
    if (object && !(object.type === 'Identifier' && object.name === 'Number')) continue;
    if (converter === 'parseInt' || converter === 'Number' || converter === 'parseFloat')
      add(call, converter, input);
  }
  if (/(?:[=(,:[?|&]|return)\s*\+\s*[A-Za-z_]/.test(text)) {
    for (const node of nodesWithin(sourceCode, sourceCode.ast))
      if (node.type === 'UnaryExpression' && node.operator === '+') add(node, '+', node.argument);
  }
  return found;
});

function withDefault(node: Node): Node {
  const outer = wrapped(node);
  const { parent } = outer;
  return parent.type === 'LogicalExpression' && parent.left === outer && parent.operator !== '&&'
    ? parent
    : outer;
}

/** The name a value has in its request: `limit` in `req.query.limit`, `searchParams.get('limit')`, `limit ?? '20'`. */
export function requestName(node: Node): string | null {
  const expression = unwrap(node);
  switch (expression.type) {
    case 'Identifier':
      return expression.name;
    case 'MemberExpression':
      return memberName(expression);
    case 'LogicalExpression':
      return requestName(expression.left);
    case 'ConditionalExpression':
      return requestName(expression.consequent) ?? requestName(expression.alternate);
    case 'CallExpression': {
      const first = argumentAt(expression, 0);
      const text = first && stringValue(first);
      if (text !== null) return text;
      const inner = first ?? receiver(expression);
      return inner && /^(?:String|toString|trim)$/.test(calleeName(expression)) ? requestName(inner) : null;
    }
    default:
      return null;
  }
}

/** Names that clients use for the length of a page. */
const SIZE =
  /^(?:limit|size|take|count|rows|top|per_?page|page_?(?:size|limit|length)|max_?(?:results|items|rows)|num(?:_?(?:results|items|rows))?|(?:items|results|rows)_?per_?page|(?:query|page|post|result)_?limit|results)$/i;
const POSITION = /^(?:page(?:_?(?:no|num|number|index))?|current_?page|offset|skip|start|from)$/i;

export function isPageSize(name: string): boolean {
  return SIZE.test(name);
}

export function isPagePosition(name: string): boolean {
  return POSITION.test(name);
}

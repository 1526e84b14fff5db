import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, stringValue } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { propertyOf } from '../sql/validation.ts';
import { isForeignRequest, isOwnBase, isOwnPath } from './own-url.ts';

interface AskedUrl {
  readonly url: Node;
  /** Null where the file does not show it. */
  readonly method: string | null;
}

/** What `fetch('/users', options)`, `fetch(new Request('/users'))` and `axios({ url: '/users', method: 'get' })` ask for. */
export function askedUrl(
  sourceCode: SourceCode,
  first: Node,
  options: TSESTree.CallExpressionArgument | undefined,
): AskedUrl | null {
  const request = unwrap(first);
  if (request.type === 'NewExpression') return urlOf(sourceCode, request, options);
  if (request.type !== 'ObjectExpression') return { url: first, method: methodOption(options) };
  if (isForeignRequest(sourceCode, request)) return null;
  const url = propertyOf(request, 'url') ?? propertyOf(request, 'path');
  return url && { url, method: methodOption(request) };
}

/** `new Request('/users', { method })`, `new URL('/users', API_URL)`; null where the base is not known to be ours. */
function urlOf(
  sourceCode: SourceCode,
  made: TSESTree.NewExpression,
  options: TSESTree.CallExpressionArgument | undefined,
): AskedUrl | null {
  const [url, second] = made.arguments;
  if (!url) return null;
  switch (calleeName(made)) {
    case 'Request':
      return { url, method: methodOption(options ?? second) };
    case 'URL': {
      const isOwn = !second || isOwnPath(stringValue(second) ?? '') || isOwnBase(sourceCode, second);
      return isOwn ? { url, method: methodOption(options) } : null;
    }
    default:
      return null;
  }
}

function methodOption(options: Node | undefined): string | null {
  if (options?.type !== 'ObjectExpression') return 'GET';
  const method = propertyOf(options, 'method');
  if (!method) return options.properties.some(({ type }) => type === 'SpreadElement') ? null : 'GET';
  return stringValue(unwrap(method))?.toUpperCase() ?? null;
}

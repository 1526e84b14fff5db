import type { TSESTree } from '@typescript-eslint/utils';
import { importedValue } from '../ast/imported-value.ts';
import { variableInit } from '../ast/constant.ts';
import { calleeName, stringValue, wordsOf } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { readText } from '../sql/read-text.ts';
import { propertyOf } from '../sql/validation.ts';

/** Paths on the same host, and on this machine; URLs of others are not ours to name. */
export function isOwnPath(text: string): boolean {
  return (
    (text.startsWith('/') && !text.startsWith('//')) ||
    /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b/.test(text)
  );
}

/** The words of which names for the address of one's own API are made: none of them names a service of others. */
const OWN_WORDS =
  /^(?:api|base|server|backend|back|end|host|url|uri|root|endpoint|domain|origin|address|port|app|react|vite|next|nuxt|expo|public|env|process|import|meta|config|settings|constants?|dev|prod|local|path|prefix|http|https|client|main|global|my|the|rest|v\d|\d+)$/;

/** Whether an expression holds the address of the API that the project serves itself: `API_URL`, `process.env.BASE_URL`. */
export function isOwnBase(sourceCode: SourceCode, node: Node): boolean {
  const elsewhere = importedValue(sourceCode, node);
  const shown = elsewhere ? textOf(elsewhere.sourceCode, elsewhere.node) : null;
  if (shown !== null && shown !== '') return isOwnPath(shown);
  const text = sourceCode.getText(node);
  const words = /^[\w$.?!]+$/.test(text) ? text.split(/\W+/).flatMap((name) => wordsOf(name)) : [];
  return (
    words.every((word) => OWN_WORDS.test(word)) &&
    (words.some((word) => /^(?:api|server|backend)$/.test(word)) ||
      (/^(?:url|uri|host|endpoint|address)$/.test(words.at(-1) ?? '') && words.length > 1))
  );
}

/** The text of an expression of another file, which may have been parsed without scopes. */
function textOf(sourceCode: SourceCode, node: Node): string | null {
  const [reading] = readText(sourceCode, node);
  return reading && reading.sql.holes.length === 0 ? reading.sql.text : null;
}

/** Whether a client sends its requests to the service of others: `axios.create({ baseURL: 'https://api.example.com' })`. */
export function isForeignClient(sourceCode: SourceCode, client: Node): boolean {
  const elsewhere = importedValue(sourceCode, client);
  const variable = findVariable(sourceCode, client);
  const made = elsewhere?.node ?? variableInit(variable);
  const call = made ? unwrap(made) : null;
  if (call?.type !== 'CallExpression' || !/^(?:create|extend|instance)$/.test(calleeName(call))) return false;
  const [first] = call.arguments;
  const options = first ? unwrap(first) : null;
  if (options?.type !== 'ObjectExpression') return false;
  return hasForeignBase(elsewhere?.sourceCode ?? sourceCode, options);
}

function hasForeignBase(sourceCode: SourceCode, options: TSESTree.ObjectExpression): boolean {
  const base = propertyOf(options, 'baseURL') ?? propertyOf(options, 'prefixUrl');
  const text = base ? textOf(sourceCode, base) : null;
  return text !== null && /^https?:/.test(text) && !isOwnPath(text);
}

/** Whether a request that is an object names the host of others: `{ hostname: 'api.example.com', path: '/users' }`. */
export function isForeignRequest(sourceCode: SourceCode, request: TSESTree.ObjectExpression): boolean {
  const host = propertyOf(request, 'hostname') ?? propertyOf(request, 'host');
  const isElsewhere = host !== null && !isOwnPath(`http://${stringValue(unwrap(host)) ?? ''}`);
  return isElsewhere || hasForeignBase(sourceCode, request);
}

import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { calleeName, chainNames, keyName, memberName, wordsOf } from '../ast/names.ts';
import type { Node, SourceCode, Variable } from '../ast/node.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { isSingular } from './plural.ts';
import type { SentResponse } from './responses.ts';

/** How a body holds what it says; null where the file does not show it. */
export type BodyShape =
  /** The thing itself: a row, a list, a member of something. */
  | { readonly kind: 'bare' }
  /** The thing under a key that is the same for all: `{ data }`, `{ success, data }`. */
  | { readonly kind: 'wrapped'; readonly key: string }
  /** The text of an error, under one key or several. */
  | { readonly kind: 'error'; readonly keys: readonly string[] };

const PAYLOAD = ['data', 'result', 'results', 'payload'];
const MARKER = ['success', 'ok'];
const ERROR = ['error', 'message', 'msg', 'detail', 'reason'];

/** Names of what is built elsewhere, perhaps as an envelope. */
const PERHAPS_WRAPPED =
  /^(?:res|resp|response|responses|result|results|payload|body|output|data|json|envelope|info|reply|answer|error|err|message|status|page|cache|cached|obj|object|ret|html|text|content|output|report|summary|stats|script|markup|template|page|xml|csv|svg|pdf|buf|buffer|zip|archive|blob|bytes|stream|file|image|out|outcome|value|paginated|paged|pagination|jwks)$/;

/** The shape of a body, as far as the file shows it. */
export function shapeOf(sourceCode: SourceCode, { body, status }: SentResponse): BodyShape | null {
  const value = constant(sourceCode, body);
  const isError = typeof status === 'number' && status >= 400;
  if (value.type === 'ObjectExpression') {
    const keys = keysOf(value);
    if (!keys) return null;
    if (isError) return errorShape(keys);
    return isAcknowledgement(value) ? null : successShape(keys);
  }
  return !isError && status !== 'unknown' && isBare(value) ? { kind: 'bare' } : null;
}

/** `{ result: 'SUCCESS' }`: every value is written out. */
function isAcknowledgement({ properties }: TSESTree.ObjectExpression): boolean {
  return properties.every((property) => property.type === 'Property' && property.value.type === 'Literal');
}

function errorShape(keys: readonly string[]): BodyShape | null {
  const found = ERROR.filter((name) => keys.includes(name));
  return found.length === 0 ? null : { kind: 'error', keys: found };
}

function successShape(keys: readonly string[]): BodyShape | null {
  // What an error body repeats of the request is no content: `{ status: 400, error, payload }`.
  if (keys.includes('error')) return null;
  const payload = PAYLOAD.find((name) => keys.includes(name));
  const isMarked = MARKER.some((name) => keys.includes(name));
  // `{ data, total }` is a page, and `{ success, user }` has no payload of its own.
  return payload !== undefined &&
    (isMarked ||
      keys.length === 1 ||
      keys.includes('message') ||
      keys.includes('status') ||
      payload === 'data')
    ? { kind: 'wrapped', key: payload }
    : null;
}

/** A row, a list, or what a name in the singular or plural of a thing stands for. */
function isBare(value: Node): boolean {
  if (value.type === 'ArrayExpression') return true;
  if (value.type === 'MemberExpression') {
    const names = chainNames(value) ?? [];
    return /^(?:rows|\[\])$/.test(names.at(-1) ?? '');
  }
  // `BRES` is a constant, and an envelope as soon as anything.
  if (value.type !== 'Identifier' || /^[A-Z][A-Z\d_]*$/.test(value.name)) return false;
  return !wordsOf(value.name).some((word) => PERHAPS_WRAPPED.test(word)) && value.name !== 'undefined';
}

/** Whether a body is a list, as far as its name, its value and its uses tell: `teams.count = 2` shows that `teams` is none. */
export function isList(sourceCode: SourceCode, body: Node): boolean {
  const value = constant(sourceCode, body);
  if (value.type === 'ArrayExpression') return true;
  if (value.type === 'MemberExpression') return memberName(value) === 'rows';
  if (value.type !== 'Identifier' || !isPluralName(value.name) || /^[A-Z][A-Z\d_]*$/.test(value.name))
    return false;
  const variable = findVariable(sourceCode, value);
  const init = constantInit(variable);
  return (!init || mayGiveList(unwrapAwaited(init))) && (variable?.references ?? []).every(isUseOfList);
}

/** `getUsers()`, `User.findAll()`, `users.map(…)`; not `profileOf(session)`. */
function mayGiveList(value: Node): boolean {
  if (value.type !== 'CallExpression') return true;
  const words = wordsOf(calleeName(value));
  return isPluralName(words.at(-1) ?? '') || words.some((word) => GIVES_LISTS.test(word));
}

const GIVES_LISTS = /^(?:all|many|list|find|map|filter|sort|slice|query|select|search|array|from)$/;

/** Plurals that stand for one object. */
const ONE_OBJECT =
  /^(?:tokens|credentials|settings|stats|statistics|metrics|totals|counts|preferences|details|options|headers|params|props|values|metadata|data|info|status|analytics|capabilities|permissions|jwks)$/;

function isPluralName(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  return /(?:s|people|children|men)$/.test(last) && !isSingular(last) && !ONE_OBJECT.test(last);
}

function isUseOfList({ identifier: { parent, name } }: Variable['references'][number]): boolean {
  // `const { articles } = found`
  if (parent.type === 'VariableDeclarator') return parent.id.type !== 'ObjectPattern';
  if (parent.type !== 'MemberExpression' || parent.computed) return true;
  const isObject = parent.object.type === 'Identifier' && parent.object.name === name;
  return !isObject || OF_LISTS.test(memberName(parent) ?? '');
}

const OF_LISTS =
  /^(?:length|map|filter|forEach|sort|reverse|slice|push|unshift|concat|some|every|find|findIndex|includes|reduce|flatMap|at|join|splice|pop|shift|keys|values|entries)$/;

function keysOf(object: TSESTree.ObjectExpression): string[] | null {
  const keys: string[] = [];
  for (const property of object.properties) {
    const key = property.type === 'Property' ? keyName(property) : null;
    if (key === null) return null;
    keys.push(key);
  }
  return keys;
}

/** An object that a variable holds; any other variable as itself. */
function constant(sourceCode: SourceCode, node: Node): Node {
  const expression = unwrapAwaited(node);
  const variable = findVariable(sourceCode, expression);
  const init = constantInit(variable);
  const value = init ? unwrapAwaited(init) : expression;
  return value.type === 'ObjectExpression' || value.type === 'ArrayExpression' ? value : expression;
}

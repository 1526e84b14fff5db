import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { enclosingFunction } from '../ast/control-flow.ts';
import { functionName } from '../ast/function-name.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, keyName, lastName, receiver, wordsOf } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { callsOf } from '../sql/call-sites.ts';
import { propertyOf } from '../sql/validation.ts';
import { jwtCallsOf, mayHave } from './jwt-calls.ts';

/** A token that is signed, what it is for, and under which key. */
export interface TokenSignature {
  readonly purpose: 'access' | 'refresh' | 'other';
  /** The key's expression, or the call where the key is the default of its library. */
  readonly node: Node;
  /** The same for the same key. */
  readonly key: string;
  /** Whether the token says what it is for: `typ`, `aud`. */
  readonly isMarked: boolean;
  /** The setting that says how long it lives, as it is spelt; null for a figure, or none. */
  readonly lifetime: string | null;
}

/** A call that signs, before its purpose is known. */
interface Signing {
  readonly call: TSESTree.CallExpression;
  readonly subject: Node;
  /** Null for the default key of a library's instance. */
  readonly key: Node | null;
  readonly options: Node | null;
}

/** Every token that a file signs: jsonwebtoken, the services of Nest and Fastify, and functions around them. */
export const tokenSignaturesOf = perFile((sourceCode: SourceCode): readonly TokenSignature[] => {
  if (!/refresh/i.test(sourceCode.text) || !/sign/i.test(sourceCode.text)) return [];
  const signings = [...libraryCalls(sourceCode), ...serviceCalls(sourceCode)];
  return signings.flatMap((signing) => {
    const fn = enclosingFunction(signing.call);
    const own = purposeOf(signing.call);
    const around =
      fn && own !== 'refresh' && nameWithin(signing.call) !== 'access' ? callersOf(sourceCode, fn) : [];
    const lifetime = lifetimeText(sourceCode, signing.options);
    const isMarked = marks(sourceCode, signing.subject) || marks(sourceCode, signing.options);
    return around.some(({ purpose }) => purpose === 'refresh')
      ? around.flatMap(({ call, purpose }) => {
          const key = signing.key ? argumentFor(sourceCode, signing.key, fn, call) : null;
          const text = key ? keyText(sourceCode, key) : (defaultKey(signing) ?? null);
          const node = key === signing.key || key === null ? call.callee : key;
          return text === null ? [] : [{ purpose, node, key: text, isMarked, lifetime }];
        })
      : [signing].flatMap(({ key, call }) => {
          const text = key ? keyText(sourceCode, key) : defaultKey(signing);
          return text === null
            ? []
            : [{ purpose: own, node: key ?? call.callee, key: text, isMarked, lifetime }];
        });
  });
});

function libraryCalls(sourceCode: SourceCode): Signing[] {
  return jwtCallsOf(sourceCode).flatMap(({ kind, call, subject, key, options }) =>
    kind === 'sign' && key
      ? [{ call, subject, key, options: typeof options === 'string' ? null : options }]
      : [],
  );
}

/** `this.jwtService.sign(payload, { secret })`, `fastify.jwt.sign(payload, { key })`. */
function serviceCalls(sourceCode: SourceCode): Signing[] {
  return inventoryOf(sourceCode).calls.flatMap((call) => {
    if (call.type !== 'CallExpression' || !/^sign(?:Async)?$/.test(calleeName(call))) return [];
    const object = receiver(call);
    const [subject, second] = call.arguments;
    const isService =
      object?.type === 'MemberExpression' && /^_?jwt(?:Service)?$/i.test(lastName(object) ?? '');
    if (!isService || !subject) return [];
    const options = second ? unwrap(second) : null;
    if (options && options.type !== 'ObjectExpression') return [];
    const key =
      options &&
      (propertyOf(options, 'secret') ?? propertyOf(options, 'key') ?? propertyOf(options, 'privateKey'));
    return [{ call, subject, key: key ?? null, options }];
  });
}

/** The default key is one per service. */
function defaultKey({ call }: Signing): string | null {
  const object = receiver(call);
  return object ? `default of ${lastName(object)}` : null;
}

/** The calls of a function within its file, and what each is for. */
function callersOf(
  sourceCode: SourceCode,
  fn: FunctionNode,
): { call: TSESTree.CallExpression; purpose: TokenSignature['purpose'] }[] {
  return callsOf(sourceCode, fn).known.map((call) => ({ call, purpose: purposeOf(call) }));
}

/** What a call passes for a parameter; anything else is the same for every call. */
function argumentFor(
  sourceCode: SourceCode,
  node: Node,
  fn: FunctionNode | null,
  call: TSESTree.CallExpression,
): Node | null {
  const expression = unwrap(node);
  const variable = findVariable(sourceCode, expression);
  const definition = variable?.defs[0];
  if (definition?.type !== 'Parameter' || definition.node !== fn) return node;
  const index = fn.params.findIndex((parameter) => parameter === definition.name);
  return call.arguments[index] ?? null;
}

/** The purpose that the names around a call tell: of the function, of what receives the token. */
function purposeOf(call: TSESTree.CallExpression): TokenSignature['purpose'] {
  const fn = enclosingFunctionName(call);
  return nameWithin(call) ?? (fn === null ? null : purposeInName(fn)) ?? 'other';
}

/** The purpose that what receives a token tells: `const accessToken = sign(…)`. */
function nameWithin(call: TSESTree.CallExpression): TokenSignature['purpose'] | null {
  for (let current: Node | undefined = wrapped(call); current; current = current.parent) {
    let name: string | null = null;
    if (current.type === 'VariableDeclarator' && current.id.type === 'Identifier') name = current.id.name;
    else if (current.type === 'Property') name = keyName(current);
    else if (current.type === 'AssignmentExpression') name = lastName(current.left);
    const purpose = name === null ? null : purposeInName(name);
    if (purpose) return purpose;
    if (isFunction(current) && functionName(current) !== null) return null;
  }
  return null;
}

/** The name of the innermost function around a node that has one. */
function enclosingFunctionName(node: Node): string | null {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const name = functionName(fn);
    if (name !== null) return name;
  }
  return null;
}

function purposeInName(name: string): TokenSignature['purpose'] | null {
  const words = wordsOf(name);
  if (words.includes('refresh')) return 'refresh';
  if (words.some((word) => OTHER_PURPOSE.test(word))) return 'other';
  return words.some((word) => /^(?:access|auth|bearer|token|jwt|login|signin)$/.test(word)) ? 'access' : null;
}

const OTHER_PURPOSE =
  /^(?:reset|verify|verification|email|confirm|confirmation|activation|invite|invitation|password|magic|unsubscribe|csrf|state)$/;

/** The key as one text wherever it is read: a setting, a constant, a field; null for what a call decides. */
function keyText(sourceCode: SourceCode, node: Node, depth = 0): string | null {
  const expression = unwrap(node);
  if (depth > 4) return null;
  switch (expression.type) {
    case 'Literal':
    case 'MemberExpression':
      return sourceCode.getText(expression).replace(/[!?]|\bas string\b|\s/g, '');
    case 'LogicalExpression':
      return keyText(sourceCode, expression.left, depth + 1);
    case 'CallExpression':
      return expression.arguments.every(({ type }) => type === 'Literal')
        ? sourceCode.getText(expression)
        : null;
    case 'Identifier': {
      const variable = findVariable(sourceCode, expression);
      if (!variable || variable.defs[0]?.type === 'ImportBinding') return expression.name;
      const init = constantInit(variable);
      if (init) return keyText(sourceCode, init, depth + 1) ?? expression.name;
      const definition = variable.defs[0];
      return definition?.type === 'Variable' && definition.node.id.type === 'ObjectPattern'
        ? expression.name
        : null;
    }
    default:
      return null;
  }
}

function lifetimeText(sourceCode: SourceCode, options: Node | null): string | null {
  const value = options?.type === 'ObjectExpression' ? propertyOf(options, 'expiresIn') : null;
  return value && unwrap(value).type === 'MemberExpression' ? sourceCode.getText(value) : null;
}

const MARKS = [
  'typ',
  'type',
  'tokenType',
  'token_type',
  'tokenUse',
  'use',
  'aud',
  'audience',
  'purpose',
  'kind',
  'scope',
  'header',
  'refresh',
  'isRefresh',
  'isRefreshToken',
];

/** Whether a payload, or options, say what a token is for. */
function marks(sourceCode: SourceCode, node: Node | null): boolean {
  let expression = node ? unwrap(node) : null;
  if (expression?.type === 'Identifier') {
    const variable = findVariable(sourceCode, expression);
    const init = constantInit(variable);
    expression = init ? unwrap(init) : null;
  }
  if (expression?.type !== 'ObjectExpression') return false;
  const { properties } = expression;
  if (properties.some(({ type }) => type === 'SpreadElement'))
    return MARKS.some((mark) =>
      properties.some((property) => property.type === 'Property' && keyName(property) === mark),
    );
  return MARKS.some((mark) => mayHave(expression, mark));
}

import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingFunction } from '../ast/control-flow.ts';
import { type Assertion, inventoryOf } from '../ast/inventory.ts';
import { calleeName, chainNames, keyName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrapAwaited, wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { jwtCallsOf } from '../auth/jwt-calls.ts';
import { originOf } from '../sql/origin.ts';
import { readsRequest } from '../sql/request-input.ts';
import { handledRoutesOf } from './handlers.ts';

/**
 * A type that a program asserts of what comes from outside. `repeated`: one parameter of a query string.
 * `nested`: an object in one. `shape`: a body, or a whole query string. `claims`: what a token holds.
 * `secret`: a key from the environment.
 */
export interface InputAssertion {
  readonly kind: 'repeated' | 'nested' | 'shape' | 'claims' | 'secret';
  readonly node: Assertion;
  readonly name: string;
}

const MAY_ASSERT = /\bas\s|<\w+>\s*\w|[\w)\]]!/;

/** Every assertion in a file about what comes from outside, and that nothing checks afterwards. */
export function inputAssertionsOf(sourceCode: SourceCode): InputAssertion[] {
  if (!MAY_ASSERT.test(sourceCode.text)) return [];
  return inventoryOf(sourceCode).assertions.flatMap((node) => {
    const found = readAssertion(sourceCode, node);
    return found && !isChecked(sourceCode, node) ? [found] : [];
  });
}

function readAssertion(sourceCode: SourceCode, node: Assertion): InputAssertion | null {
  const value = unwrapAwaited(node.expression);
  const names = chainNames(value) ?? [];
  const name = names.at(-1) ?? '';
  if (names[0] === 'process' && names[1] === 'env')
    return isKeyName(name) &&
      names.length === 3 &&
      !isAskedFor(sourceCode, name) &&
      !failsWithout(node) &&
      !opensOthers(node)
      ? { kind: 'secret', node, name }
      : null;
  if (node.type === 'TSNonNullExpression' || isUntelling(node.typeAnnotation)) return null;
  if (value.type === 'CallExpression') {
    if (jwtCallsOf(sourceCode).some(({ kind, call }) => kind === 'verify' && call === value))
      return node.typeAnnotation.type === 'TSAnyKeyword' ? null : { kind: 'claims', node, name };
    const isBody = readsRequest(names) && name === 'json' && node.typeAnnotation.type !== 'TSAnyKeyword';
    return isBody ? { kind: 'shape', node, name: 'body' } : null;
  }
  if (value.type !== 'MemberExpression' || originOf(sourceCode, value) !== 'request') return null;
  const part = names.findLastIndex((each) => each === 'query' || each === 'body');
  if (part < 1) return null;
  const isWhole = part === names.length - 1;
  if (names[part] === 'query' && part === names.length - 2) {
    const kind = parameterKind(node.typeAnnotation);
    return kind && { kind, node, name };
  }
  const isShape = isHandledHere(sourceCode, node) && node.typeAnnotation.type !== 'TSAnyKeyword';
  return isShape ? { kind: 'shape', node, name: isWhole ? name : names.slice(part).join('.') } : null;
}

/** Keys that sign or encrypt, by the names of their variables; what opens the API of others they refuse when it is wrong. */
function isKeyName(name: string): boolean {
  return (
    /SECRET|(?:JWT|SIGNING|SESSION|COOKIE|ENCRYPTION|PRIVATE|TOKEN)_?KEY/.test(name) &&
    !/CLIENT_?SECRET|CONSUMER|API_?SECRET|ACCESS_?KEY|WEBHOOK|CAPTCHA|STRIPE|PAYPAL|RAZORPAY|AWS|S3_|R2_|CLOUDINARY|GOOGLE|GITHUB|GITLAB|FACEBOOK|TWITTER|DISCORD|SLACK|TWILIO/.test(
      name,
    )
  );
}

/** `Buffer.from(process.env.KEY!)` and `createSecretKey(…)` throw at once where there is none. */
function failsWithout(node: Assertion): boolean {
  const { parent } = wrapped(node);
  return (
    parent?.type === 'CallExpression' &&
    /^(?:from|createSecretKey|createPrivateKey|createPublicKey|importPKCS8)$/.test(calleeName(parent))
  );
}

/** `secretAccessKey: process.env.SECRET_KEY!`: by its use, what opens the API of others. */
function opensOthers(node: Assertion): boolean {
  const { parent } = wrapped(node);
  return (
    parent?.type === 'Property' &&
    /access_?key|client_?secret|api_?(?:key|secret)/i.test(keyName(parent) ?? '')
  );
}

/** Whether a file looks at a variable of the environment elsewhere, and asserts nothing there. */
function isAskedFor({ text }: SourceCode, name: string): boolean {
  return (
    /\b(?:cleanEnv|envalid|envSchema)\b|parse\(\s*process\.env\b/.test(text) ||
    new RegExp(`process\\.env(?:\\.${name}\\b|\\[['"]${name}['"]\\])(?!\\s*(?:!(?!=)|as\\b))`).test(text)
  );
}

/** `as unknown` and `as const` promise nothing. */
function isUntelling(type: TSESTree.TypeNode): boolean {
  return (
    type.type === 'TSUnknownKeyword' ||
    (type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const')
  );
}

/** What a parameter of a query string is said to be; null for a type that allows for a list. */
function parameterKind(type: TSESTree.TypeNode): 'repeated' | 'nested' | null {
  switch (type.type) {
    case 'TSStringKeyword':
    case 'TSLiteralType':
      return 'repeated';
    case 'TSUnionType':
      return type.types.every(
        (member) => parameterKind(member) === 'repeated' || member.type === 'TSUndefinedKeyword',
      )
        ? 'repeated'
        : null;
    case 'TSAnyKeyword':
    case 'TSTypeLiteral':
      return 'nested';
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' && type.typeName.name === 'Record' ? 'nested' : null;
    default:
      return null;
  }
}

/** Whether the route is in this file too, so that what validates its requests would be here. */
function isHandledHere(sourceCode: SourceCode, node: Node): boolean {
  const routes = handledRoutesOf(sourceCode);
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const route = routes.get(fn);
    if (route) return route.handlers.length === 1;
  }
  return false;
}

const CHECKS =
  /^(?:safe)?parse|^resolve|valid|check|assert|ensure|^is[A-Z]|decode|coerce|^(?:Number|String|BigInt|Boolean|includes|has|test|Date|qs|clamp|sanitize|escape\w*|toString|isArray)$/i;

/** Whether the value goes where it is looked at: a schema, a conversion, a comparison, a map of allowed ones. */
function isChecked(sourceCode: SourceCode, node: Assertion): boolean {
  const outer = wrapped(node);
  const { parent } = outer;
  if (isCheckedUse(outer)) return true;
  if (parent?.type === 'LogicalExpression' && isCheckedUse(wrapped(parent))) return true;
  const target =
    parent?.type === 'LogicalExpression' && parent.parent.type === 'VariableDeclarator'
      ? parent.parent.id
      : parent?.type === 'VariableDeclarator'
        ? parent.id
        : null;
  return target !== null && namesIn(target).some((name) => isCheckedVariable(sourceCode, name));
}

function namesIn(pattern: Node): TSESTree.Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'Property' ? property.value : property.argument),
      );
    default:
      return [];
  }
}

function isCheckedVariable(sourceCode: SourceCode, name: TSESTree.Identifier): boolean {
  const references = findVariable(sourceCode, name)?.references ?? [];
  return references.some(({ identifier }) => {
    let use: Node = wrapped(identifier);
    while (use.parent?.type === 'MemberExpression' && use.parent.object === use) use = wrapped(use.parent);
    return isCheckedUse(use);
  });
}

function isCheckedUse(use: Node): boolean {
  const { parent } = use;
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression':
      return CHECKS.test(calleeName(parent));
    case 'UnaryExpression':
      return parent.operator === 'typeof' || parent.operator === '+';
    case 'BinaryExpression':
      return /^(?:[=!]==?|[<>]=?|in|instanceof)$/.test(parent.operator);
    case 'SwitchStatement':
      return true;
    case 'MemberExpression':
      return parent.computed && parent.property === use;
    default:
      return false;
  }
}

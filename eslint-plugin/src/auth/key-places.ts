import type { TSESTree } from '@typescript-eslint/utils';
import { callChain } from '../ast/call-chain.ts';
import { calledExport, moduleOf } from '../ast/called-export.ts';
import { constantValue } from '../ast/constant.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, lastName, memberName, receiver } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { loadsSigning, modulesOf } from '../loaded-modules.ts';
import { propertyOf } from '../sql/validation.ts';
import { jwtCallsOf } from './jwt-calls.ts';
import { optionValues } from './option-values.ts';

/** What a key signs. */
export type Signed = 'tokens' | 'sessions' | 'cookies' | 'messages';

/** What a program gives as a key: an expression, or an object with an option that holds it. */
export type GivenKey =
  | { readonly kind: 'key'; readonly node: Node; readonly signs: Signed }
  | {
      readonly kind: 'options';
      readonly node: Node;
      readonly names: readonly string[];
      readonly signs: Signed;
    };

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Where a function or a class of a module is given a key. */
interface KeyPlace {
  /** The names of the functions and classes, where others of the module take something else there. */
  readonly of?: readonly string[];
  /** The places of the arguments: a key, or options with the key under a name, or under names that lead to it. */
  readonly at: readonly number[];
  readonly options?: readonly string[];
  readonly signs: Signed;
}

const SECRET_OF_TOKENS: KeyPlace = { at: [0], options: ['secret'], signs: 'tokens' };
const SIGN_AND_VERIFY: KeyPlace = { of: ['sign', 'verify'], at: [1], signs: 'tokens' };
const SESSION_PASSWORD: KeyPlace = { at: [0, 1, 2], options: ['password'], signs: 'sessions' };

const KEY_PLACES: Readonly<Record<string, readonly KeyPlace[]>> = {
  'express-session': [{ at: [0], options: ['secret'], signs: 'sessions' }],
  'cookie-session': [{ at: [0], options: ['secret', 'keys'], signs: 'sessions' }],
  'cookie-parser': [{ at: [0], signs: 'cookies' }],
  keygrip: [{ at: [0], signs: 'cookies' }],
  koa: [{ at: [0], options: ['keys'], signs: 'cookies' }],
  'express-jwt': [SECRET_OF_TOKENS],
  'koa-jwt': [SECRET_OF_TOKENS],
  '@elysiajs/jwt': [SECRET_OF_TOKENS],
  'passport-jwt': [{ at: [0], options: ['secretOrKey'], signs: 'tokens' }],
  '@nestjs/jwt': [{ ...SECRET_OF_TOKENS, of: ['register', 'JwtService'] }],
  'hono/jwt': [{ ...SECRET_OF_TOKENS, of: ['jwt'] }, SIGN_AND_VERIFY],
  'hono/cookie': [
    { of: ['setSignedCookie'], at: [3], signs: 'cookies' },
    { of: ['getSignedCookie'], at: [1], signs: 'cookies' },
  ],
  '@tsndr/cloudflare-worker-jwt': [SIGN_AND_VERIFY],
  'jwt-simple': [{ of: ['encode', 'decode'], at: [1], signs: 'tokens' }],
  jose: [{ of: ['jwtVerify'], at: [1], signs: 'tokens' }],
  'iron-session': [SESSION_PASSWORD],
  'iron-session/next': [SESSION_PASSWORD],
  'iron-session/express': [SESSION_PASSWORD],
  'next-auth': [{ at: [0, 2], options: ['secret', 'jwt.secret'], signs: 'sessions' }],
  'better-auth': [{ at: [0], options: ['secret'], signs: 'sessions' }],
  crypto: [{ of: ['createHmac'], at: [1], signs: 'messages' }],
  'node:crypto': [{ of: ['createHmac'], at: [1], signs: 'messages' }],
};

/** Whether a file loads a module that is given a key; others need no closer look. */
export function mayGiveKeys(sourceCode: SourceCode): boolean {
  return (
    loadsSigning(sourceCode, KEYED_MODULES) ||
    (loadsSigning(sourceCode, CRYPTO) && sourceCode.text.includes('createHmac'))
  );
}

const CRYPTO = ['crypto', 'node:crypto'];
const PLUGINS_OF_FASTIFY = ['jwt', 'cookie', 'session', 'secure-session'].flatMap((name) => [
  `@fastify/${name}`,
  `fastify-${name}`,
]);
const KEYED_MODULES = ['jsonwebtoken', ...Object.keys(KEY_PLACES), ...PLUGINS_OF_FASTIFY].filter(
  (name) => !CRYPTO.includes(name),
);

/** What a file gives the modules as keys that sign tokens, sessions, cookies and messages. */
export function* keysGiven(sourceCode: SourceCode): Generator<GivenKey> {
  for (const { key } of jwtCallsOf(sourceCode)) if (key) yield { kind: 'key', node: key, signs: 'tokens' };
  const modules = modulesOf(sourceCode);
  const hasNest = modules.includes('@nestjs/jwt');
  const hasJose = modules.includes('jose');
  const { calls, assignments, objects } = inventoryOf(sourceCode);
  for (const call of calls) {
    yield* keysOfModule(sourceCode, call);
    if (call.type !== 'CallExpression') continue;
    const [first, second] = call.arguments;
    const name = calleeName(call);
    if (hasNest && name === 'registerAsync' && first) yield* keysOfFactory(sourceCode, first);
    else if (hasNest && SERVICE_METHODS.has(name) && second)
      yield { kind: 'options', node: second, names: ['secret'], signs: 'tokens' };
    else if (hasJose && name === 'sign' && first && isSignJwt(sourceCode, call))
      yield { kind: 'key', node: first, signs: 'tokens' };
    else if (name === 'register' && first && second && isFastifyPlugin(sourceCode, first))
      yield { kind: 'options', node: second, names: ['secret'], signs: 'tokens' };
  }
  // Options that another file hands to the strategy.
  if (modules.includes('passport-jwt'))
    for (const object of objects) {
      const key = propertyOf(object, 'jwtFromRequest') && propertyOf(object, 'secretOrKey');
      if (key) yield { kind: 'key', node: key, signs: 'tokens' };
    }
  if (modules.includes('koa'))
    for (const { left, right } of assignments)
      if (left.type === 'MemberExpression' && memberName(left) === 'keys' && isKoa(sourceCode, left.object))
        yield { kind: 'key', node: right, signs: 'cookies' };
}

function* keysOfModule(sourceCode: SourceCode, call: Call): Generator<GivenKey> {
  const called = calledExport(sourceCode, call);
  if (!called || !Object.hasOwn(KEY_PLACES, called.source)) return;
  for (const { of, at, options: names, signs } of KEY_PLACES[called.source] ?? []) {
    if (of && !of.includes(called.name)) continue;
    for (const place of at) {
      const node = call.arguments[place];
      if (node) yield names ? { kind: 'options', node, names, signs } : { kind: 'key', node, signs };
    }
  }
}

function isFastifyPlugin(sourceCode: SourceCode, node: Node): boolean {
  return PLUGINS_OF_FASTIFY.includes(moduleOf(sourceCode, unwrap(node)) ?? '');
}

const SERVICE_METHODS: ReadonlySet<string> = new Set(['sign', 'signAsync', 'verify', 'verifyAsync']);

/** What `useFactory` gives `JwtModule.registerAsync`. */
function* keysOfFactory(sourceCode: SourceCode, options: Node): Generator<GivenKey> {
  for (const factory of optionValues(sourceCode, options, 'useFactory'))
    if (isFunction(factory))
      for (const node of returnedExpressions(factory))
        yield { kind: 'options', node, names: ['secret'], signs: 'tokens' };
}

/** Whether a chain of calls, or the constant that holds its beginning, starts with `new SignJWT(…)` of jose. */
function isSignJwt(sourceCode: SourceCode, call: TSESTree.CallExpression): boolean {
  const first = callChain(call).at(-1);
  const object = first && receiver(first);
  const start = object && (constantValue(sourceCode, object) ?? unwrap(object));
  if (start?.type === 'CallExpression' && start !== call) return isSignJwt(sourceCode, start);
  return start?.type === 'NewExpression' && calledExport(sourceCode, start)?.name === 'SignJWT';
}

/** Whether an expression is an application of Koa. */
function isKoa(sourceCode: SourceCode, node: Node): boolean {
  const value = constantValue(sourceCode, node);
  const made = value?.type === 'AssignmentExpression' ? unwrap(value.right) : value;
  return made?.type === 'NewExpression'
    ? calledExport(sourceCode, made)?.source === 'koa'
    : /^(?:app|application|koa|server)$/i.test(lastName(node) ?? '');
}

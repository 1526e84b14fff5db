import { constantInit } from '../ast/constant.ts';
import { modulesOf } from '../bracket-signs.ts';
import type { TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import { jwtCallsOf } from '../auth/jwt-calls.ts';
import { type KeyLiteral, keyLiterals, keysOfImportedOptions } from '../auth/key-literals.ts';
import { optionValues } from '../auth/option-values.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, stringValue } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';

export default defineRule({
  name: 'no-hardcoded-secret',
  description: 'Disallow keys in the source that sign tokens, sessions or cookies.',
  preset: 'recommended',
  topic: 'auth',
  mayConcern: (sourceCode) => modulesOf(sourceCode).some(isGivenKey) || mayMakeHmac(sourceCode),
  messages: {
    secret:
      'Whoever reads the source can sign {{what}}. Read the key from the environment, and refuse to start without it.',
    fallback:
      'Where the variable is missing, {{what}} are signed with a key that anyone can read. Refuse to start instead.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    const sayAll = (keys: readonly KeyLiteral[], what: string): void => {
      for (const { literal, isFallback } of keys)
        report({ messageId: isFallback ? 'fallback' : 'secret', range: literal.range, data: { what } });
    };
    const say = (key: Node | null | undefined, what: string): void => {
      if (key) sayAll(keyLiterals(sourceCode, key), what);
    };
    const sayOption = (options: Node | undefined, names: readonly string[], what: string): void => {
      for (const name of names) {
        for (const value of optionValues(sourceCode, options, name)) say(value, what);
        if (options) sayAll(keysOfImportedOptions(sourceCode, options, name), what);
      }
    };
    for (const { key } of jwtCallsOf(sourceCode)) say(key, 'tokens');
    for (const call of inventoryOf(sourceCode).calls) {
      const [first, second] = call.arguments;
      const source = moduleOf(sourceCode, call);
      if (source === 'express-session' || source === 'cookie-session')
        sayOption(first, ['secret', 'keys'], 'sessions');
      else if (source === 'cookie-parser') say(first, 'cookies');
      else if (source === 'express-jwt') sayOption(first, ['secret'], 'tokens');
      else if (source === 'passport-jwt') sayOption(first, ['secretOrKey'], 'tokens');
      else if (source === '@nestjs/jwt' && calleeName(call) === 'register')
        sayOption(first, ['secret'], 'tokens');
      else if (calleeName(call) === 'createHmac' && isCrypto(sourceCode, call)) say(second, 'messages');
      else if (calleeName(call) === 'register' && first && isFastifyPlugin(sourceCode, first))
        sayOption(second, ['secret'], 'tokens');
    }
  },
});

/** The modules that are given a key; a file that loads none of them needs no closer look. */
const KEYED_MODULES: ReadonlySet<string> = new Set([
  'jsonwebtoken',
  'express-session',
  'cookie-session',
  'cookie-parser',
  'express-jwt',
  'passport-jwt',
  '@nestjs/jwt',
]);

function isGivenKey(name: string): boolean {
  return KEYED_MODULES.has(name) || name.startsWith('@fastify/') || name.startsWith('fastify-');
}

function isOfCrypto(name: string): boolean {
  return name === 'crypto' || name === 'node:crypto';
}

function mayMakeHmac(sourceCode: SourceCode): boolean {
  return modulesOf(sourceCode).some(isOfCrypto) && sourceCode.text.includes('createHmac');
}

/**
 * The module that a called function or class comes from: itself, as `passportJWT.Strategy`, as a constant that holds that, or as
 * what a class extends, by `PassportStrategy(Strategy)` in Nest.
 */
function moduleOf(
  sourceCode: SourceCode,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): string | null {
  const called = unwrap(call.callee);
  const callee = called.type === 'Super' ? extendedBy(call) : called;
  if (!callee) return null;
  const variable = findVariable(sourceCode, callee);
  const imported = importOf(variable);
  if (imported) return imported.source;
  const init = variable ? constantInit(variable) : callee;
  const member = init && unwrap(init);
  if (member?.type !== 'MemberExpression' || member.object.type !== 'Identifier') return null;
  const owner = findVariable(sourceCode, member.object);
  return owner ? (importOf(owner)?.source ?? null) : null;
}

/** The class whose constructor `super(…)` calls: the argument of a function that makes one of it. */
function extendedBy(call: Node): Node | null {
  let node: Node | undefined = call;
  while (node && node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') node = node.parent;
  const base = node?.superClass && unwrap(node.superClass);
  if (base?.type !== 'CallExpression') return base ?? null;
  const [made] = base.arguments;
  return made && calleeName(base) === 'PassportStrategy' ? unwrap(made) : null;
}

function isCrypto(sourceCode: SourceCode, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  const callee = unwrap(call.callee);
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  const variable = findVariable(sourceCode, root);
  return variable !== null && isOfCrypto(importOf(variable)?.source ?? '');
}

function isFastifyPlugin(sourceCode: SourceCode, node: Node): boolean {
  const expression = unwrap(node);
  const variable = findVariable(sourceCode, expression);
  const [loaded] =
    expression.type === 'CallExpression' && calleeName(expression) === 'require' ? expression.arguments : [];
  const source = variable ? importOf(variable)?.source : loaded && stringValue(loaded);
  return /^(?:@fastify\/|fastify-)(?:jwt|cookie|session|secure-session)$/.test(source ?? '');
}

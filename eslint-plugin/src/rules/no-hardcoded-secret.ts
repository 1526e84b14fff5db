import { constantInit } from '../ast/constant.ts';
import { importedValue } from '../ast/imported-value.ts';
import { modulesOf } from '../bracket-signs.ts';
import type { TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import { jwtCallsOf } from '../auth/jwt-calls.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, stringValue } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { constantMember } from '../sql/text-sources.ts';
import { propertyOf } from '../sql/validation.ts';

export default defineRule({
  name: 'no-hardcoded-secret',
  description: 'Disallow keys in the source that sign tokens, sessions or cookies.',
  preset: 'recommended',
  topic: 'auth',
  mayConcern: (sourceCode) =>
    modulesOf(sourceCode).some((name) => KEYED_MODULES.test(name)) || mayMakeHmac(sourceCode),
  messages: {
    secret:
      'Whoever reads the source can sign {{what}}. Read the key from the environment, and refuse to start without it.',
    fallback:
      'Where the variable is missing, {{what}} are signed with a key that anyone can read. Refuse to start instead.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    const say = (node: Node | null | undefined, what: string): void => {
      for (const { literal, isFallback } of node ? literalsOf(sourceCode, node) : []) {
        report({ messageId: isFallback ? 'fallback' : 'secret', range: literal.range, data: { what } });
      }
    };
    for (const { key } of jwtCallsOf(sourceCode)) say(key, 'tokens');
    for (const call of inventoryOf(sourceCode).calls) {
      const [first, second] = call.arguments;
      const source = moduleOf(sourceCode, call);
      const options = objectOf(sourceCode, first);
      if (source === 'express-session' || source === 'cookie-session') {
        say(options && (propertyOf(options, 'secret') ?? propertyOf(options, 'keys')), 'sessions');
      } else if (source === 'cookie-parser') say(first, 'cookies');
      else if (source === 'express-jwt') say(options && propertyOf(options, 'secret'), 'tokens');
      else if (source === 'passport-jwt') say(options && propertyOf(options, 'secretOrKey'), 'tokens');
      else if (source === '@nestjs/jwt' && calleeName(call) === 'register')
        say(options && propertyOf(options, 'secret'), 'tokens');
      else if (calleeName(call) === 'createHmac' && isCrypto(sourceCode, call)) say(second, 'messages');
      else if (calleeName(call) === 'register' && first && isFastifyPlugin(sourceCode, first)) {
        const settings = objectOf(sourceCode, second);
        say(settings && propertyOf(settings, 'secret'), 'tokens');
      }
    }
  },
});

/** The modules that are given a key; a file that loads none of them needs no closer look. */
const KEYED_MODULES =
  /^(?:jsonwebtoken|express-session|cookie-session|cookie-parser|express-jwt|passport-jwt|@nestjs\/jwt|@fastify\/.*|fastify-.*)$/;
const CRYPTO = /^(?:node:)?crypto$/;

function mayMakeHmac(sourceCode: SourceCode): boolean {
  return modulesOf(sourceCode).some((name) => CRYPTO.test(name)) && sourceCode.text.includes('createHmac');
}

interface Secret {
  readonly literal: Node;
  readonly isFallback: boolean;
}

/** The literals that a key can be: itself, a constant, an element of a list, what follows `process.env.KEY ||`. */
function literalsOf(sourceCode: SourceCode, node: Node, isFallback = false, depth = 0): Secret[] {
  const expression = unwrap(node);
  if (depth > 4) return [];
  switch (expression.type) {
    case 'Literal':
    case 'TemplateLiteral': {
      const text = stringValue(expression);
      return text === null || text === '' || isPlaceholder(text) ? [] : [{ literal: expression, isFallback }];
    }
    case 'LogicalExpression':
      return expression.operator === '&&' ? [] : literalsOf(sourceCode, expression.right, true, depth + 1);
    case 'ConditionalExpression': {
      // `process.env.KEY ? process.env.KEY : 'secret'`; a key for tests alone is chosen by another question.
      const isOrElse = sourceCode.getText(expression.test) === sourceCode.getText(expression.consequent);
      return isOrElse ? literalsOf(sourceCode, expression.alternate, true, depth + 1) : [];
    }
    case 'ArrayExpression':
      return expression.elements.flatMap((element) =>
        element ? literalsOf(sourceCode, element, isFallback, depth + 1) : [],
      );
    case 'Identifier': {
      const variable = findVariable(sourceCode, expression);
      const init = variable && !importOf(variable) ? constantInit(variable) : null;
      return init
        ? literalsOf(sourceCode, init, isFallback, depth + 1)
        : secretsElsewhere(sourceCode, expression, isFallback, depth);
    }
    case 'MemberExpression': {
      const value = constantMember(sourceCode, expression);
      return value
        ? literalsOf(sourceCode, value, isFallback, depth + 1)
        : secretsElsewhere(sourceCode, expression, isFallback, depth);
    }
    case 'CallExpression': {
      const [argument] = expression.arguments;
      const isBuffer = calleeName(expression) === 'from' || calleeName(expression) === 'encode';
      return isBuffer && argument ? literalsOf(sourceCode, argument, isFallback, depth + 1) : [];
    }
    default:
      return [];
  }
}

/** A key that another file of the project holds is said where it is used: `config.secret`. */
function secretsElsewhere(sourceCode: SourceCode, node: Node, isFallback: boolean, depth: number): Secret[] {
  const value = importedValue(sourceCode, node);
  const [found] = value ? literalsOf(value.sourceCode, value.node, isFallback, depth + 1) : [];
  return found ? [{ literal: node, isFallback: found.isFallback }] : [];
}

/** Public keys and certificates are no secret; `<your key>` is none yet. */
function isPlaceholder(text: string): boolean {
  return /^<.*>$|-----BEGIN (?:PUBLIC|RSA PUBLIC|CERTIFICATE)/.test(text);
}

/** Options as they are written at the call, or held by a constant. */
function objectOf(sourceCode: SourceCode, node: Node | undefined): TSESTree.ObjectExpression | null {
  const expression = node && unwrap(node);
  const variable = findVariable(sourceCode, expression);
  const init = constantInit(variable);
  const object = init ? unwrap(init) : expression;
  return object?.type === 'ObjectExpression' ? object : null;
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
  return variable !== null && CRYPTO.test(importOf(variable)?.source ?? '');
}

function isFastifyPlugin(sourceCode: SourceCode, node: Node): boolean {
  const expression = unwrap(node);
  const variable = findVariable(sourceCode, expression);
  const [loaded] =
    expression.type === 'CallExpression' && calleeName(expression) === 'require' ? expression.arguments : [];
  const source = variable ? importOf(variable)?.source : loaded && stringValue(loaded);
  return /^(?:@fastify\/|fastify-)(?:jwt|cookie|session|secure-session)$/.test(source ?? '');
}

import { calledExport } from '../ast/called-export.ts';
import { constantInit } from '../ast/constant.ts';
import { loadsSigning } from '../loaded-modules.ts';
import type { TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import { type JwtCall, jwtCallsOf, mayHave } from '../auth/jwt-calls.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { isOfTypeWithout } from '../auth/payload-types.ts';
import { isTestFile } from '../ast/test-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';

export default defineRule({
  name: 'jwt-require-expiry',
  description: 'Require an expiry on every token that is signed.',
  preset: 'recommended',
  topic: 'auth',
  mayConcern: (sourceCode) => loadsSigning(sourceCode, LIBRARIES),
  messages: {
    expiry: 'This token never expires, so that a stolen one is good for ever: set {{option}}.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    for (const found of jwtCallsOf(sourceCode)) {
      if (found.kind === 'sign' && neverExpires(sourceCode, found)) {
        report({ messageId: 'expiry', range: found.call.callee.range, data: { option: 'expiresIn' } });
      }
    }
    for (const call of inventoryOf(sourceCode).calls) {
      const made = call.type === 'CallExpression' ? endlessSignJwt(sourceCode, call) : null;
      if (made)
        report({ messageId: 'expiry', range: made.callee.range, data: { option: 'setExpirationTime' } });
      else if (call.type === 'CallExpression' && isEndlessHonoSign(sourceCode, call))
        report({ messageId: 'expiry', range: call.callee.range, data: { option: 'exp in the payload' } });
    }
  },
});

const LIBRARIES = ['jsonwebtoken', 'jose', 'hono/jwt', 'hono/utils/jwt'];

function neverExpires(sourceCode: SourceCode, { subject, options }: JwtCall): boolean {
  if (options === 'unknown' || (options !== 'none' && mayHave(options, 'expiresIn'))) return false;
  const payload = shown(sourceCode, subject);
  if (payload?.type === 'ObjectExpression')
    return !mayHave(payload, 'exp') && !isChangedLater(sourceCode, subject);
  return (
    payload === null && isOfTypeWithout(sourceCode, subject, 'exp') && !isChangedLater(sourceCode, subject)
  );
}

function shown(sourceCode: SourceCode, node: Node): Node | null {
  const expression = unwrap(node);
  if (expression.type !== 'Identifier') return expression;
  const variable = findVariable(sourceCode, expression);
  const init = constantInit(variable);
  return init ? unwrap(init) : null;
}

/** `payload.exp = …` after the literal. */
function isChangedLater(sourceCode: SourceCode, subject: Node): boolean {
  const expression = unwrap(subject);
  const variable = findVariable(sourceCode, expression);
  return (
    variable?.references.some(({ identifier }) => {
      const member = identifier.parent;
      return (
        member.type === 'MemberExpression' &&
        member.object === identifier &&
        member.parent.type === 'AssignmentExpression' &&
        member.parent.left === member
      );
    }) ?? false
  );
}

/** Hono: `sign(payload, key)`, `Jwt.sign(payload, key)`, whose payload alone can say `exp`. */
function isEndlessHonoSign(sourceCode: SourceCode, call: TSESTree.CallExpression): boolean {
  const [payload] = call.arguments;
  if (!payload || payload.type === 'SpreadElement' || calleeName(call) !== 'sign') return false;
  const root = receiver(call) ?? unwrap(call.callee);
  const variable = findVariable(sourceCode, root);
  const imported = importOf(variable);
  if (!imported || !/^hono\/(?:utils\/)?jwt$/.test(imported.source)) return false;
  const shownPayload = shown(sourceCode, payload);
  return (
    shownPayload?.type === 'ObjectExpression' &&
    !mayHave(shownPayload, 'exp') &&
    !isChangedLater(sourceCode, payload)
  );
}

/** jose: `new SignJWT(payload)….sign(key)` without `setExpirationTime`. */
function endlessSignJwt(
  sourceCode: SourceCode,
  call: TSESTree.CallExpression,
): TSESTree.NewExpression | null {
  if (calleeName(call) !== 'sign') return null;
  let current: Node | null = receiver(call);
  while (current?.type === 'CallExpression') {
    if (calleeName(current) === 'setExpirationTime') return null;
    current = receiver(current);
  }
  if (current?.type !== 'NewExpression') return null;
  const made = calledExport(sourceCode, current);
  if (made?.source !== 'jose' || made.name !== 'SignJWT') return null;
  const [payload] = current.arguments;
  const object = payload ? shown(sourceCode, payload) : null;
  return object?.type === 'ObjectExpression' && !mayHave(object, 'exp') ? current : null;
}

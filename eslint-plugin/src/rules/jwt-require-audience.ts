import { constantInit } from '../ast/constant.ts';
import { isTestFile } from '../ast/test-file.ts';
import { enclosingFunction } from '../ast/control-flow.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { jwtCallsOf, loadsJsonWebToken, mayHave } from '../auth/jwt-calls.ts';
import { defineRule } from '../define-rule.ts';

/** Options and claims that say whom a token is for, who made it, or what for. */
const CLAIMS = [
  'aud',
  'iss',
  'typ',
  'token_use',
  'tokenUse',
  'type',
  'tokenType',
  'token_type',
  'purpose',
  'kind',
];
const OPTIONS = ['audience', 'issuer'];

export default defineRule({
  name: 'jwt-require-audience',
  description: 'Require tokens to say whom they are for, and verifications to ask.',
  preset: 'all',
  topic: 'auth',
  mayConcern: loadsJsonWebToken,
  messages: {
    sign: 'This token says neither who made it nor whom it is for, so that it passes wherever its key is known: set `issuer` and `audience`.',
    verify:
      'Every token under this key passes here, whatever it was made for: ask for `issuer` and `audience`.',
  },
  check(context, report) {
    const { sourceCode, filename } = context;
    if (isTestFile(filename)) return;
    for (const { kind, call, subject, options } of jwtCallsOf(sourceCode)) {
      if (options === 'unknown') continue;
      if (options !== 'none' && OPTIONS.some((name) => mayHave(options, name))) continue;
      if (kind === 'sign' && saysPurpose(sourceCode, subject)) continue;
      if (kind === 'verify' && asksAfterwards(sourceCode, call)) continue;
      report({ messageId: kind, range: call.callee.range });
    }
  },
});

const CLAIM = /\b(?:aud|audience|iss|issuer|typ|type|token_?use|tokenType|token_type|purpose)\b/i;

/** A look at the claims after the verification: `payload.aud !== 'api'`, `claims.typ === 'access'`. */
function asksAfterwards(sourceCode: SourceCode, call: Node): boolean {
  const fn = enclosingFunction(call);
  return CLAIM.test(fn ? sourceCode.getText(fn) : sourceCode.text);
}

/** Whether a payload has such a claim, or could have it. */
function saysPurpose(sourceCode: SourceCode, payload: Node): boolean {
  let expression = unwrap(payload);
  if (expression.type === 'Identifier') {
    const variable = findVariable(sourceCode, expression);
    const init = constantInit(variable);
    if (!init) return true;
    expression = unwrap(init);
  }
  const object = expression;
  return object.type !== 'ObjectExpression' || CLAIMS.some((name) => mayHave(object, name));
}

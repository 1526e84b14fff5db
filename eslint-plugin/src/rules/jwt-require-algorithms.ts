import type { TSESLint } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import { type JwtCall, jwtCallsOf, loadsJsonWebToken, mayHave } from '../auth/jwt-calls.ts';
import { isFunction, type SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';

export default defineRule({
  name: 'jwt-require-algorithms',
  description:
    'Require the list of algorithms when a token is verified, so that the token cannot choose one.',
  preset: 'recommended',
  topic: 'auth',
  mayConcern: loadsJsonWebToken,
  hasSuggestions: true,
  messages: {
    algorithms:
      'The token itself chooses the algorithm that it is checked with: name yours, { algorithms: [{{algorithm}}] }.',
    add: 'Accept {{algorithm}} only.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    for (const found of jwtCallsOf(sourceCode)) {
      const { kind, call, options } = found;
      if (kind !== 'verify' || options === 'unknown') continue;
      if (options !== 'none' && mayHave(options, 'algorithms')) continue;
      const algorithm = isPublicKey(sourceCode, found) ? "'RS256'" : "'HS256'";
      const fix = addAlgorithms(sourceCode, found, `algorithms: [${algorithm}]`);
      report({
        messageId: 'algorithms',
        range: call.callee.range,
        data: { algorithm },
        suggest: fix ? [{ messageId: 'add', data: { algorithm: algorithm.slice(1, -1) }, fix }] : [],
      });
    }
  },
});

function isPublicKey(sourceCode: SourceCode, { key }: JwtCall): boolean {
  return key !== null && /public|cert|pem|rsa|jwk/i.test(sourceCode.getText(key));
}

function addAlgorithms(
  sourceCode: SourceCode,
  { call, key, options }: JwtCall,
  property: string,
): TSESLint.ReportFixFunction | null {
  const third = call.arguments[2];
  if (options === 'none') {
    if (!key || (third && !isFunction(third))) return null;
    return (fixer) => fixer.insertTextAfter(key, `, { ${property} }`);
  }
  if (options === 'unknown') return null;
  const last = options.properties.at(-1);
  if (last) return (fixer) => fixer.insertTextAfter(last, `, ${property}`);
  const open = sourceCode.getFirstToken(options);
  return open ? (fixer) => fixer.insertTextAfter(open, ` ${property} `) : null;
}

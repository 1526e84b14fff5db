import { type KeyLiteral, keyLiterals, keysOfImportedOptions } from '../auth/key-literals.ts';
import { keysGiven, mayGiveKeys } from '../auth/key-places.ts';
import { optionValues } from '../auth/option-values.ts';
import { isTestFile, isTrial } from '../ast/test-file.ts';
import { defineRule } from '../define-rule.ts';

export default defineRule({
  name: 'no-hardcoded-secret',
  description: 'Disallow keys in the source that sign tokens, sessions or cookies.',
  preset: 'recommended',
  topic: 'auth',
  mayConcern: mayGiveKeys,
  messages: {
    secret:
      'Whoever reads the source can sign {{what}}: read the key from the environment, and refuse to start without it.',
    fallback:
      'Where the variable is missing, {{what}} are signed with a key that anyone can read: refuse to start instead.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename) || isTrial(context.filename, context.sourceCode)) return;
    const say = (keys: readonly KeyLiteral[], what: string): void => {
      for (const { literal, isFallback } of keys)
        report({ messageId: isFallback ? 'fallback' : 'secret', range: literal.range, data: { what } });
    };
    for (const given of keysGiven(sourceCode)) {
      const { node, signs } = given;
      if (given.kind === 'key') {
        say(keyLiterals(sourceCode, node), signs);
        continue;
      }
      for (const name of given.names) {
        for (const value of optionValues(sourceCode, node, name)) say(keyLiterals(sourceCode, value), signs);
        say(keysOfImportedOptions(sourceCode, node, name), signs);
      }
    }
  },
});

import { defineRule } from '../define-rule.ts';
import { isTestFile } from '../ast/test-file.ts';
import { fastHashesOf, UNKNOWN_HASH } from '../auth/fast-hashes.ts';
import { lowCostsOf } from '../auth/hash-costs.ts';
import { cutPasswordsOf } from '../auth/long-passwords.ts';
import { plainComparesOf, sqlComparesOf } from '../auth/plain-compares.ts';

export default defineRule({
  name: 'no-weak-password-hash',
  description: 'Disallow passwords in plain text, under fast hashes, and under slow ones set to be fast.',
  preset: 'strict',
  topic: 'auth',
  hasSuggestions: true,
  messages: {
    fast: '{{algorithm}} is made to be fast, so that whoever copies the table tries billions of passwords a second: use scrypt, argon2id or bcrypt.',
    cost: 'Of bcrypt with cost {{cost}} whoever copies the table tries passwords {{times}} times as fast as with 12: set 12 or more.',
    iterations:
      'PBKDF2 with {{cost}} rounds is quick to try: set at least 600,000 with SHA-256, or use scrypt or argon2id.',
    plain:
      'The stored password is compared as plain text, so that whoever reads the table has them all: store a hash of scrypt, argon2id or bcrypt.',
    cut: 'bcrypt ignores what follows the first 72 bytes, and this file only asks for a least length: refuse longer passwords, or use argon2id.',
    raise: 'Set the cost to 12.',
  },
  check(context, report) {
    const { sourceCode } = context;
    // Components and stand-ins of a browser keep no passwords of others.
    if (isTestFile(context.filename) || /\.[jt]sx$|mock[^\\/]*$/i.test(context.filename)) return;
    for (const { algorithm, node } of fastHashesOf(sourceCode))
      report({
        messageId: 'fast',
        range: node.range,
        data: { algorithm: algorithm === UNKNOWN_HASH ? algorithm : algorithm.toUpperCase() },
      });
    for (const { kind, node, cost } of lowCostsOf(sourceCode)) {
      const isWritten = kind === 'bcrypt' && node.type === 'Literal';
      report({
        messageId: kind === 'bcrypt' ? 'cost' : 'iterations',
        range: node.range,
        data: { cost: String(cost), times: String(2 ** (12 - cost)) },
        suggest: isWritten ? [{ messageId: 'raise', fix: (fixer) => fixer.replaceText(node, '12') }] : [],
      });
    }
    for (const node of cutPasswordsOf(sourceCode)) report({ messageId: 'cut', range: node.range });
    for (const node of plainComparesOf(sourceCode)) report({ messageId: 'plain', range: node.range });
    for (const { range, algorithm } of sqlComparesOf(sourceCode)) {
      if (algorithm === null) report({ messageId: 'plain', range });
      else report({ messageId: 'fast', range, data: { algorithm } });
    }
  },
});

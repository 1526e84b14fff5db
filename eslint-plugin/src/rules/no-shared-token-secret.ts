import { defineRule } from '../define-rule.ts';
import { isTestFile } from '../ast/test-file.ts';
import { tokenSignaturesOf } from '../auth/token-signatures.ts';

export default defineRule({
  name: 'no-shared-token-secret',
  description: 'Disallow signing access tokens and refresh tokens with the same key.',
  preset: 'strict',
  topic: 'auth',
  messages: {
    shared:
      'The access tokens of line {{line}} are signed with this key too, so that a refresh token passes for one and lives as long: give each kind its own key.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    const signatures = tokenSignaturesOf(sourceCode);
    for (const { purpose, key, node, isMarked, lifetime } of signatures) {
      if (purpose !== 'refresh' || isMarked) continue;
      const access = signatures.find(
        (other) => other.purpose === 'access' && other.key === key && !other.isMarked,
      );
      // `refresh(token)` that signs with the lifetime of the access tokens makes one of them.
      if (!access || (lifetime !== null && access.lifetime === lifetime)) continue;
      const { line } = sourceCode.getLocFromIndex(access.node.range[0]);
      report({ messageId: 'shared', range: node.range, data: { line: String(line) } });
    }
  },
});

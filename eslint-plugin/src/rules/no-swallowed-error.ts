import { isTestFile } from '../ast/test-file.ts';
import { defineRule } from '../define-rule.ts';
import { swallowedErrorsOf } from '../http/swallowed-errors.ts';

export default defineRule({
  name: 'no-swallowed-error',
  description: 'Disallow a catch that answers for every error alike and tells nobody which it was.',
  preset: 'strict',
  topic: 'rest',
  messages: {
    client:
      'Whatever goes wrong here, a bug or a database that is down, the client is told {{answer}} and nobody else hears of it: ask which error it is, and pass the others on.',
    server: 'The client is told {{answer}}, and nobody hears of the error: log it, or pass it on.',
  },
  check(context, report) {
    const { sourceCode, filename } = context;
    if (isTestFile(filename)) return;
    for (const { node, answer, isClientError } of swallowedErrorsOf(sourceCode))
      report({ messageId: isClientError ? 'client' : 'server', range: node.range, data: { answer } });
  },
});

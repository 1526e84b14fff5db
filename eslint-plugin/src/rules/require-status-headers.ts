import { isTestFile } from '../ast/test-file.ts';
import type { Node, Range } from '../ast/node.ts';
import { defineRule } from '../define-rule.ts';
import { emptyAnswersOf } from '../http/empty-answers.ts';
import { responsesOf } from '../http/responses.ts';

/** The header that HTTP asks for with a status, and how a program spells it. */
const HEADERS: ReadonlyMap<number, { readonly header: string; readonly sign: RegExp; readonly why: string }> =
  new Map([
    [
      401,
      {
        header: 'WWW-Authenticate',
        sign: /www-?_?authenticate/i,
        why: 'which tells the client how to authenticate',
      },
    ],
    [
      405,
      {
        header: 'Allow',
        sign: /['"`]allow['"`]|\ballow:|allowedMethods/i,
        why: 'which lists the methods that there are',
      },
    ],
  ]);

export default defineRule({
  name: 'require-status-headers',
  description: 'Require the headers that HTTP asks for with a status.',
  preset: 'strict',
  topic: 'rest',
  mayConcern: ({ text }) => /\b40[15]\b|unauthorized|method_?not_?allowed/i.test(text),
  messages: {
    header: 'A {{status}} must come with {{header}} (RFC 9110), {{why}}: send it.',
  },
  check(context, report) {
    const { sourceCode, filename } = context;
    if (isTestFile(filename)) return;
    const say = (status: unknown, statusNode: Node | null, call: Node): void => {
      const needed = typeof status === 'number' ? HEADERS.get(status) : undefined;
      // Where a file sends the header at all, it may do so before any of its answers.
      if (!needed || needed.sign.test(sourceCode.text)) return;
      const range: Range = (statusNode ?? call).range;
      report({
        messageId: 'header',
        range,
        data: { status: String(status), header: needed.header, why: needed.why },
      });
    };
    for (const { status, statusNode, call } of responsesOf(sourceCode)) say(status, statusNode, call);
    for (const { status, statusNode, call } of emptyAnswersOf(sourceCode)) say(status, statusNode, call);
  },
});

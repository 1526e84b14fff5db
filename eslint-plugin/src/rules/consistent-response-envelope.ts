import { defineRule } from '../define-rule.ts';
import type { Node } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { type BodyShape, isList, shapeOf } from '../http/body-shapes.ts';
import { responsesOf } from '../http/responses.ts';

interface Options {
  readonly allowBare?: boolean;
}

export default defineRule<[Options]>({
  name: 'consistent-response-envelope',
  description: 'Require one shape for the bodies of a file, so that clients read them in one way.',
  preset: 'strict',
  topic: 'rest',
  type: 'suggestion',
  messages: {
    bare: 'This body is the thing itself, and the one of line {{line}} has it under `{{key}}`: send both in one shape.',
    key: 'This body has its content under `{{own}}`, and the one of line {{line}} under `{{key}}`: send both in one shape.',
    error:
      'This error says what is wrong under `{{own}}`, and the one of line {{line}} under `{{key}}`: send both in one shape.',
    list: 'This body is a bare list, with no room for a total or the next page, and errors of this file come under `{{key}}` (line {{line}}): send both in one envelope.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        allowBare: {
          type: 'boolean',
          description:
            'Whether a success may be a bare list while errors come under `error`. Off by default.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const [{ allowBare = false } = {}] = context.options;
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    const sent = responsesOf(sourceCode).flatMap((response) => {
      const shape = shapeOf(sourceCode, response);
      return shape ? [{ body: response.body, shape }] : [];
    });
    const lineOf = (node: Node): string => String(sourceCode.getLocFromIndex(node.range[0]).line);
    const successes = sent.filter(({ shape }) => shape.kind !== 'error');
    const errors = sent.filter(({ shape }) => shape.kind === 'error');
    for (const { odd, usual, key } of [...oddOnes(successes), ...oddOnes(errors)]) {
      const [own = ''] = keysOf(odd.shape);
      report({
        messageId: odd.shape.kind === 'bare' ? 'bare' : odd.shape.kind === 'error' ? 'error' : 'key',
        range: odd.body.range,
        data: { line: lineOf(usual.body), own, key },
      });
    }
    const [error] = errors;
    const list = successes.find(({ body }) => isList(sourceCode, body));
    if (allowBare || !error || !list || successes.some(({ shape }) => shape.kind !== 'bare')) return;
    if (!errors.every(({ shape }) => keysOf(shape)[0] === 'error')) return;
    report({
      messageId: 'list',
      range: list.body.range,
      data: { line: lineOf(error.body), key: 'error' },
    });
  },
});

interface Sent {
  readonly body: Node;
  readonly shape: BodyShape;
}

/** The responses that lack the key that most have; a bare one lacks every key, and gives way to any. */
function* oddOnes(group: readonly Sent[]): Generator<{ odd: Sent; usual: Sent; key: string }> {
  const counts = new Map<string, number>();
  for (const { shape } of group) for (const key of keysOf(shape)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const key = [...counts.keys()].find((name) => counts.get(name) === most);
  const usual = group.find(({ shape }) => key !== undefined && keysOf(shape).includes(key));
  if (key === undefined || !usual) return;
  for (const odd of group) if (!keysOf(odd.shape).includes(key)) yield { odd, usual, key };
}

function keysOf(shape: BodyShape): readonly string[] {
  return shape.kind === 'bare' ? [] : shape.kind === 'wrapped' ? [shape.key] : shape.keys;
}

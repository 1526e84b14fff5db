import type { TSESLint } from '@typescript-eslint/utils';
import { lastName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { defineRule } from '../define-rule.ts';
import { describeOrigin } from '../sql/describe-origin.ts';
import { patternParts } from '../sql/like-patterns.ts';
import { originOf } from '../sql/origin.ts';

export default defineRule({
  name: 'no-unescaped-like',
  description: 'Disallow text from outside in a pattern for LIKE with its wildcards unescaped.',
  preset: 'strict',
  topic: 'sql',
  hasSuggestions: true,
  messages: {
    wildcards:
      '{{origin}} brings its own wildcards into LIKE, so that `_` finds everything and `%` before each letter keeps the database busy: escape `%`, `_` and `\\`.',
    escape: 'Escape the wildcards.',
  },
  check(context, report) {
    const { sourceCode, filename } = context;
    if (isTestFile(filename)) return;
    for (const { node: part, canBeEscaped } of patternParts(sourceCode)) {
      const origin = originOf(sourceCode, part);
      if ((origin !== 'request' && origin !== 'parameter') || isReplaced(sourceCode, part)) continue;
      if (origin === 'parameter' && isBeginningOfKey(part)) continue;
      const fix: TSESLint.ReportFixFunction = (fixer) => fixer.replaceText(part, escaped(sourceCode, part));
      report({
        messageId: 'wildcards',
        range: part.range,
        data: { origin: describeOrigin(origin) },
        suggest: canBeEscaped ? [{ messageId: 'escape', fix }] : [],
      });
    }
  },
});

/** `sourceIdPrefix`: how keys begin that the program itself has made. */
function isBeginningOfKey(part: Node): boolean {
  return /(?:id|key|path)_?prefix$/i.test(lastName(part) ?? '');
}

/** `q = q.replace(/[%_]/g, …)` before. */
function isReplaced(sourceCode: SourceCode, part: Node): boolean {
  const expression = unwrap(part);
  const variable = findVariable(sourceCode, expression);
  return (variable?.references ?? []).some(
    ({ writeExpr, init }) => writeExpr && !init && /replace|escape/i.test(sourceCode.getText(writeExpr)),
  );
}

/** The part as text, each `%`, `_` and `\` with a `\` before it. */
function escaped(sourceCode: SourceCode, part: Node): string {
  const isText =
    part.type === 'CallExpression' && /\.(?:trim|to(?:Lower|Upper)Case)\(\)$/.test(sourceCode.getText(part));
  const text = isText ? sourceCode.getText(part) : `String(${sourceCode.getText(part)})`;
  return `${text}.replace(/[\\\\%_]/g, '\\\\$&')`;
}

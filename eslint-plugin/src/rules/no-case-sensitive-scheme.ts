import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { enclosingFunction } from '../ast/control-flow.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, lastName, receiver, stringValue } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { defineRule, type Finding } from '../define-rule.ts';

const SCHEME = /^(?:Bearer|Basic|Digest|DPoP)\s*$/;

export default defineRule({
  name: 'no-case-sensitive-scheme',
  description: 'Disallow asking for the scheme of an Authorization header in one case only.',
  preset: 'strict',
  topic: 'auth',
  hasSuggestions: true,
  mayConcern: ({ text }) => /authorization/i.test(text) && /\b(?:Bearer|Basic|Digest|DPoP)\b/.test(text),
  messages: {
    scheme:
      'Schemes have no case (RFC 9110), so that a client which sends `{{lower}}` is refused: compare in lower case.',
    lower: 'Compare in lower case.',
  },
  check(context, report) {
    const { sourceCode, filename } = context;
    // What a page looks at it has set itself.
    if (isTestFile(filename) || /\.[jt]sx$/.test(filename)) return;
    const { calls, texts } = inventoryOf(sourceCode);
    for (const call of calls) {
      const found = call.type === 'CallExpression' ? comparingCall(sourceCode, call) : null;
      if (found) report(found);
    }
    for (const text of texts) {
      const found = comparedText(sourceCode, text);
      if (found) report(found);
    }
  },
});

/** `header.startsWith('Bearer ')`, `header.match(/^Bearer (.+)$/)`, `/^Bearer /.test(header)`. */
function comparingCall(sourceCode: SourceCode, call: TSESTree.CallExpression): Finding | null {
  const name = calleeName(call);
  const object = receiver(call);
  const [first] = call.arguments;
  if (!object || !first) return null;
  if (name === 'startsWith' || name === 'indexOf' || name === 'includes') {
    const scheme = stringValue(first);
    if (scheme === null || !SCHEME.test(scheme) || !isHeader(sourceCode, object)) return null;
    const isWhole = name === 'startsWith' && call.callee.type === 'MemberExpression';
    const property = isWhole && call.callee.type === 'MemberExpression' ? call.callee.property : null;
    const fix: TSESLint.ReportFixFunction | null = property
      ? (fixer) => [
          fixer.insertTextBefore(property, 'toLowerCase().'),
          fixer.replaceText(first, `'${scheme.toLowerCase()}'`),
        ]
      : null;
    return {
      messageId: 'scheme',
      range: call.range,
      data: { lower: scheme.trim().toLowerCase() },
      suggest: fix ? [{ messageId: 'lower', fix }] : [],
    };
  }
  const [pattern, subject] = name === 'test' || name === 'exec' ? [object, first] : [first, object];
  if (!/^(?:test|exec|match|split)$/.test(name)) return null;
  const scheme = caseSensitiveScheme(unwrap(pattern));
  return scheme !== null && isHeader(sourceCode, subject)
    ? { messageId: 'scheme', range: pattern.range, data: { lower: scheme.toLowerCase() } }
    : null;
}

/** The scheme that a regular expression begins with, when it minds the case. */
function caseSensitiveScheme(node: Node): string | null {
  if (node.type !== 'Literal' || !('regex' in node) || node.regex.flags.includes('i')) return null;
  return /^\^\(?(?:\?:)?(Bearer|Basic|Digest|DPoP)\b/.exec(node.regex.pattern)?.[1] ?? null;
}

/** `scheme !== 'Bearer'`, `parts[0] === 'Bearer'`. */
function comparedText(sourceCode: SourceCode, text: Node): Finding | null {
  const scheme = stringValue(text);
  const { parent } = wrapped(text);
  if (scheme === null || !SCHEME.test(scheme) || parent?.type !== 'BinaryExpression') return null;
  if (!/^[!=]==?$/.test(parent.operator)) return null;
  const other = parent.left === wrapped(text) ? parent.right : parent.left;
  if (!isPartOfHeader(sourceCode, other)) return null;
  return { messageId: 'scheme', range: parent.range, data: { lower: scheme.trim().toLowerCase() } };
}

/** Whether an expression is the header: `req.headers.authorization`, `req.get('Authorization')`, a variable with it. */
function isHeader(sourceCode: SourceCode, node: Node, depth = 0): boolean {
  const expression = unwrap(node);
  if (depth > 4) return false;
  if (expression.type === 'Identifier') {
    const variable = findVariable(sourceCode, expression);
    const init = constantInit(variable);
    if (init) return isHeader(sourceCode, init, depth + 1);
    return /^auth(?:orization)?(?:_?header)?$/i.test(expression.name);
  }
  if (expression.type === 'LogicalExpression') return isHeader(sourceCode, expression.left, depth + 1);
  if (expression.type === 'MemberExpression')
    return /authorization|authHeader/i.test(sourceCode.getText(expression));
  if (expression.type !== 'CallExpression') return false;
  const argument = expression.arguments[0];
  const name = calleeName(expression);
  if (/^(?:trim(?:Start|End)?|toString)$/.test(name)) {
    const object = receiver(expression);
    return object !== null && isHeader(sourceCode, object, depth + 1);
  }
  return /^(?:get|header)$/.test(name) && /^authorization$/i.test((argument && stringValue(argument)) ?? '');
}

/** A word of the header: what `split(' ')` gave, `substring(0, 6)`, a variable for it. */
function isPartOfHeader(sourceCode: SourceCode, node: Node): boolean {
  const expression = unwrap(node);
  if (/toLowerCase|toUpperCase/.test(sourceCode.getText(expression))) return false;
  const fn = enclosingFunction(node);
  const around = fn ? sourceCode.getText(fn) : sourceCode.text;
  if (!/authorization/i.test(around)) return false;
  if (expression.type === 'CallExpression')
    return /^(?:slice|substring|substr|shift|at)$/.test(calleeName(expression));
  if (expression.type === 'MemberExpression')
    return (
      expression.computed &&
      /split|parts|header|auth|token|bearer/i.test(sourceCode.getText(expression.object))
    );
  return (
    expression.type === 'Identifier' &&
    /^(?:scheme|type|prefix|bearer|authType|authScheme|method|schema|strategy)$/i.test(
      lastName(expression) ?? '',
    )
  );
}

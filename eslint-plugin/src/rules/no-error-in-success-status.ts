import type { TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import { keyName } from '../ast/names.ts';
import { isTestFile } from '../ast/test-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { responsesOf } from '../http/responses.ts';

export default defineRule({
  name: 'no-error-in-success-status',
  description: 'Disallow answering an error with a status that says success.',
  preset: 'recommended',
  topic: 'rest',
  messages: {
    explicit:
      'The body reports an error and the status {{status}} reports success. Send a 4xx or 5xx status.',
    default: 'The body reports an error, and without a status the answer is 200. Send a 4xx or 5xx status.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    for (const { body, status } of responsesOf(sourceCode)) {
      if (status === 'unknown' || (status !== 'default' && (status < 200 || status > 299))) continue;
      const object = unwrap(body);
      const failure = object.type === 'ObjectExpression' ? failureIn(object) : null;
      if (!failure) continue;
      report({
        messageId: status === 'default' ? 'default' : 'explicit',
        range: failure.range,
        data: { status: String(status) },
      });
    }
  },
});

/** The property that says that the request failed: `success: false`, `error: 'Not found'`. */
function failureIn(object: TSESTree.ObjectExpression): TSESTree.Property | null {
  let failure: TSESTree.Property | null = null;
  for (const property of object.properties) {
    if (property.type !== 'Property') return null;
    const name = keyName(property);
    const value = unwrap(property.value);
    const isFalse = value.type === 'Literal' && value.value === false;
    const isTrue = value.type === 'Literal' && value.value === true;
    if (name === 'success' || name === 'ok') {
      if (!isFalse) return null;
      failure = property;
    } else if (name === 'data' || name === 'result' || name === 'token' || name === 'user') {
      const isNothing =
        (value.type === 'Literal' && value.value === null) ||
        (value.type === 'ArrayExpression' && value.elements.length === 0) ||
        (value.type === 'Identifier' && value.name === 'undefined');
      if (!isNothing) return null;
    } else if (name === 'error' && !failure) {
      const saysSo =
        (value.type === 'Literal' && typeof value.value === 'string' && value.value !== '') ||
        value.type === 'TemplateLiteral' ||
        isTrue ||
        isErrorMessage(value);
      if (saysSo) failure = property;
    }
  }
  return failure;
}

/** `error.message` of a caught error. */
function isErrorMessage(node: TSESTree.Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    /^(?:e|err|error)$/.test(node.object.name) &&
    node.property.type === 'Identifier' &&
    node.property.name === 'message'
  );
}

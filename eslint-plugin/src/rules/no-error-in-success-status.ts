import type { TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import { calleeName, keyName, memberName, stringValue } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { responsesOf } from '../http/responses.ts';
import { returnedResponsesOf } from '../http/returned-responses.ts';
import {
  mayHaveControllers,
  mayHaveGatewayResponses,
  mayHaveResponses,
  mayHaveWebResponses,
} from '../http/signs.ts';
import { contentOf, webResponsesOf } from '../http/web-responses.ts';

export default defineRule({
  name: 'no-error-in-success-status',
  description: 'Disallow answering an error with a status that says success.',
  preset: 'recommended',
  topic: 'rest',
  mayConcern: (sourceCode) =>
    mayHaveResponses(sourceCode) ||
    mayHaveWebResponses(sourceCode) ||
    mayHaveGatewayResponses(sourceCode) ||
    mayHaveControllers(sourceCode),
  messages: {
    explicit:
      'The body reports an error and the status {{status}} reports success: send a 4xx or 5xx status.',
    default: 'The body reports an error, and without a status the answer is 200: send a 4xx or 5xx status.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    const responses = [
      ...responsesOf(sourceCode),
      ...webResponsesOf(sourceCode),
      ...returnedResponsesOf(sourceCode),
    ];
    for (const { body, status } of responses) {
      if (status === 'unknown' || (status !== 'default' && (status < 200 || status > 299))) continue;
      const content = contentOf(body);
      const failure =
        content.type === 'ObjectExpression'
          ? failureIn(sourceCode, content)
          : isCaughtMessage(sourceCode, content)
            ? content
            : null;
      if (!failure) continue;
      report({
        messageId: status === 'default' ? 'default' : 'explicit',
        range: failure.range,
        data: { status: String(status) },
      });
    }
  },
});

/** Words of a code that names a failure: `auth/wrong-password`, `USER_NOT_FOUND`. */
const FAILURE_CODE =
  /(?:^|[^a-z])(?:errors?|fail(?:ed|ure)?|invalid|wrong|denied|duplicated?|unauthori[sz]ed|forbidden|not[-_]?found)(?:$|[^a-z])/i;

/** The property that says that the request failed: `success: false`, `error: 'Not found'`, `code: 'auth/error'`. */
function failureIn(sourceCode: SourceCode, object: TSESTree.ObjectExpression): TSESTree.Property | null {
  let failure: TSESTree.Property | null = null;
  const admits = admission(object);
  for (const property of object.properties) {
    if (property.type !== 'Property') return null;
    const name = keyName(property);
    const value = unwrap(property.value);
    const isFalse = value.type === 'Literal' && value.value === false;
    if (name === 'success' || name === 'ok') {
      if (isFalse) failure = property;
      else if (!admits) return null;
    } else if (name === 'data' || name === 'result' || name === 'token' || name === 'user') {
      if (!isNothing(value)) return null;
    } else if (name === 'error' && !failure) {
      const saysSo =
        (value.type === 'Literal' && typeof value.value === 'string' && value.value !== '') ||
        value.type === 'TemplateLiteral' ||
        property === admits ||
        isErrorMessage(value) ||
        isCaughtMessage(sourceCode, value) ||
        isCaught(sourceCode, value) ||
        isKnownTrue(sourceCode, value);
      if (saysSo) failure = property;
    } else if (name === 'errors' && !failure) {
      if (value.type === 'ArrayExpression' && value.elements.length > 0) failure = property;
    } else if ((name === 'message' || name === 'msg') && !failure) {
      if (isCaughtMessage(sourceCode, value) && object.properties.every(isAboutError)) failure = property;
    } else if ((name === 'status' || name === 'statusCode') && !failure) {
      if (/^(?:error|fail(?:ed|ure)?)$/i.test(stringValue(value) ?? '') || isErrorStatus(value))
        failure = property;
    } else if (name === 'code' && !failure) {
      const code = stringValue(value);
      if ((code !== null && FAILURE_CODE.test(code)) || isErrorStatus(value)) failure = property;
    }
  }
  return failure;
}

/** `error: true`, beside which `success: true` says only that an answer came. */
function admission(object: TSESTree.ObjectExpression): TSESTree.Property | null {
  for (const property of object.properties) {
    if (property.type !== 'Property' || keyName(property) !== 'error') continue;
    const value = unwrap(property.value);
    if (value.type === 'Literal' && value.value === true) return property;
  }
  return null;
}

/** `null`, `''`, `[]`, `{}`, `{ id: '' }`: what stands where something would be. */
function isNothing(value: Node): boolean {
  switch (value.type) {
    case 'Literal':
      return value.value === null || value.value === '';
    case 'ArrayExpression':
      return value.elements.length === 0;
    case 'ObjectExpression':
      return value.properties.every(
        (property) => property.type === 'Property' && isNothing(unwrap(property.value)),
      );
    default:
      return value.type === 'Identifier' && value.name === 'undefined';
  }
}

/** Whether an `if` around asks for this very value: `if (config.error) res.json({ error: config.error })`. */
function isKnownTrue(sourceCode: SourceCode, value: Node): boolean {
  const text = sourceCode.getText(value);
  for (let current: Node = value; current.parent && !isFunction(current); current = current.parent) {
    const { parent } = current;
    if (
      parent.type === 'IfStatement' &&
      parent.consequent === current &&
      sourceCode.getText(parent.test) === text
    )
      return true;
  }
  return false;
}

/** What a `catch` caught, as a whole: that of a `try`, or that of a promise. */
function isCaught(sourceCode: SourceCode, value: Node): boolean {
  const definition = value.type === 'Identifier' ? findVariable(sourceCode, value)?.defs[0] : null;
  if (definition?.type !== 'Parameter') return definition?.type === 'CatchClause';
  const { parent } = definition.node;
  return (
    parent.type === 'CallExpression' &&
    calleeName(parent) === 'catch' &&
    parent.arguments[0] === definition.node
  );
}

/** What a body may have beside the text of an error and still say nothing else. */
function isAboutError(property: TSESTree.ObjectLiteralElement): boolean {
  return (
    property.type === 'Property' &&
    /^(?:message|msg|name|code|type|title|detail|status|statusCode|stack)$/.test(keyName(property) ?? '')
  );
}

/** `status: 404` in the body. */
function isErrorStatus(value: Node): boolean {
  return (
    value.type === 'Literal' && typeof value.value === 'number' && value.value >= 400 && value.value <= 599
  );
}

/** `error.message` of what a `catch` caught, `error.detail || error.message`. */
function isCaughtMessage(sourceCode: SourceCode, value: Node): boolean {
  if (value.type === 'LogicalExpression' && value.operator !== '&&')
    return (
      isCaughtMessage(sourceCode, unwrap(value.left)) || isCaughtMessage(sourceCode, unwrap(value.right))
    );
  return (
    value.type === 'MemberExpression' && memberName(value) === 'message' && isCaught(sourceCode, value.object)
  );
}

/** `error.message`, as far as names tell. */
function isErrorMessage(node: TSESTree.Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    /^(?:e|err|error)$/.test(node.object.name) &&
    node.property.type === 'Identifier' &&
    node.property.name === 'message'
  );
}

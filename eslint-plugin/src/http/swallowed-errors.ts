import type { TSESTree } from '@typescript-eslint/utils';
import { alwaysExits } from '../ast/control-flow.ts';
import { importedValue } from '../ast/imported-value.ts';
import { inventoryOf, nodesWithin } from '../ast/inventory.ts';
import { calleeName, chainNames, isPropertyName } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { emptyAnswersOf } from './empty-answers.ts';
import { responsesOf } from './responses.ts';

/** An answer that a catch gives to whatever went wrong, without a look at it. */
export interface SwallowedError {
  /** The status, or the error that stands for one. */
  readonly node: Node;
  readonly answer: string;
  readonly isClientError: boolean;
}

const LOGS =
  /\b(?:log\w*|console|winston|pino|sentry|bugsnag|rollbar|newrelic|capture\w*|report\w*|track\w*|notify\w*|debug|warn|next|reject|done|span|cause|emit)\b|\.(?:error|fatal)\s*\(/i;

/** Errors of a program that stand for a mistake of the client. */
const CLIENT_ERROR =
  /^(?:Http)?(?:Unauthorized|Unauthenticated|Authentication|Authorization|Forbidden|BadRequest|NotFound|Conflict|Validation|Unprocessable\w*|InvalidToken)(?:Http)?(?:Error|Exception)?$/;

/** What only fails for what it is given: there every error means the same. */
const ONE_MEANING =
  /^(?:(?:safe)?parse(?:Async|Int|Float)?|validate(?:Async|Sync)?|URL|decodeURI(?:Component)?|BigInt|Number|String|Boolean|from|assert|RegExp|Date|atob|ObjectId|cast|json|text|formData|arrayBuffer|blob|stringify|toString|slice|split|trim|substring|replace|match|test|exec|toLowerCase|startsWith|endsWith|includes|indexOf|join|filter|map|every|some|forEach|push|sort|isArray|keys|values|entries|isNaN|isInteger|isFinite|getTime|toISOString)$/;

/** Every catch of a file that answers for all errors alike, and tells nobody which it was. */
export function swallowedErrorsOf(sourceCode: SourceCode): SwallowedError[] {
  if (!/\bcatch\b/.test(sourceCode.text)) return [];
  return inventoryOf(sourceCode).catches.flatMap((handler) => {
    if (looksAtError(sourceCode, handler)) return [];
    const answer = answerOf(sourceCode, handler);
    if (!answer) return [];
    const failing =
      handler.parent.type === 'TryStatement' ? failingCalls(sourceCode, handler.parent.block) : [];
    if (answer.isClientError) return failing.length > 0 ? [answer] : [];
    if (handler.parent.type === 'TryStatement' && !canFail(sourceCode, handler.parent.block)) return [];
    return failing.length > 0 && failing.every((call) => logsItsErrors(sourceCode, call)) ? [] : [answer];
  });
}

/** Whether a catch reads the error, logs something, or hands it on. */
function looksAtError(sourceCode: SourceCode, { param, body }: TSESTree.CatchClause): boolean {
  if (LOGS.test(sourceCode.getText(body))) return true;
  if (!param) return false;
  if (param.type !== 'Identifier') return true;
  for (const node of nodesWithin(sourceCode, body))
    if (node.type === 'Identifier' && node.name === param.name && !isPropertyName(node)) return true;
  return false;
}

/** The one answer of a catch: a status, or a thrown error that stands for one. */
function answerOf(sourceCode: SourceCode, { body }: TSESTree.CatchClause): SwallowedError | null {
  const last = body.body.find((statement) => alwaysExits(statement)) ?? body.body.at(-1);
  if (!last || body.body.some(({ type }) => type === 'IfStatement' || type === 'SwitchStatement'))
    return null;
  if (last.type === 'ThrowStatement') {
    const thrown = unwrap(last.argument);
    const name =
      thrown.type === 'NewExpression' || thrown.type === 'CallExpression' ? calleeName(thrown) : '';
    return CLIENT_ERROR.test(name) ? { node: thrown, answer: name, isClientError: true } : null;
  }
  const response = [...responsesOf(sourceCode), ...emptyAnswersOf(sourceCode)].find(
    ({ call }) => last.range[0] <= call.range[0] && call.range[1] <= last.range[1],
  );
  if (!response || typeof response.status !== 'number' || response.status < 400) return null;
  return {
    node: response.statusNode ?? response.call,
    answer: String(response.status),
    isClientError: response.status < 500,
  };
}

/** The calls of a block that fail for other reasons than the client's input. */
function failingCalls(sourceCode: SourceCode, block: TSESTree.BlockStatement): TSESTree.CallExpression[] {
  const found: TSESTree.CallExpression[] = [];
  for (const node of nodesWithin(sourceCode, block, isFunction)) {
    if (node.type !== 'CallExpression' || ONE_MEANING.test(calleeName(node))) continue;
    if (!/^_?(?:res|response|reply)$/.test(chainNames(node.callee)?.[0] ?? '')) found.push(node);
  }
  return found;
}

/** Whether a block does anything that may go wrong: what only answers with numbers and dates does not. */
function canFail(sourceCode: SourceCode, block: TSESTree.BlockStatement): boolean {
  for (const node of nodesWithin(sourceCode, block, isFunction)) {
    if (node.type === 'AwaitExpression' || node.type === 'ThrowStatement') return true;
    if (node.type !== 'CallExpression') continue;
    if (
      !/^(?:_?(?:res|response|reply)|Math|Date|Number|performance)$/.test(chainNames(node.callee)?.[0] ?? '')
    )
      return true;
  }
  return false;
}

/** Whether a function of another file writes down what goes wrong in it before it passes that on. */
function logsItsErrors(sourceCode: SourceCode, { callee }: TSESTree.CallExpression): boolean {
  const called = importedValue(sourceCode, callee);
  return (
    called !== null &&
    isFunction(called.node) &&
    /\bcatch\s*(?:\(\w*\)\s*)?\{[^}]*\b(?:console|log|logger|winston|pino)\.(?:error|warn|log|fatal)\(/.test(
      called.sourceCode.getText(called.node),
    )
  );
}

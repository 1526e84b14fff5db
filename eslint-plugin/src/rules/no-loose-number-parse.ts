import { isTestFile } from '../ast/test-file.ts';
import { defineRule } from '../define-rule.ts';
import { isCheckedElsewhere, mayBeCheckedByRoute } from '../http/checked-elsewhere.ts';
import { isCheckedByCallee } from '../sql/checked-by-callee.ts';
import { type NumberFlow, numberFlow } from '../sql/number-flow.ts';
import { asksDatabase, isAnswer, leavesFile } from '../sql/number-sinks.ts';
import { isPagePosition, isPageSize, requestConversionsOf } from '../sql/request-conversions.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { wrapped } from '../ast/unwrap.ts';

export default defineRule({
  name: 'no-loose-number-parse',
  description: 'Disallow parseInt, Number and their like on request input that nothing checks afterwards.',
  preset: 'strict',
  topic: 'rest',
  messages: {
    parseInt:
      "`{{converter}}` reads '12abc' as 12, and passes NaN and negative numbers on: let a schema refuse what is no integer within bounds.",
    number:
      "`{{converter}}` reads '' as 0 and '1e9' as a billion, and passes NaN, fractions and negative numbers on: let a schema refuse what is no integer within bounds.",
  },
  check(context, report) {
    const { sourceCode, filename } = context;
    if (isTestFile(filename)) return;
    for (const { node, outermost, name, converter } of requestConversionsOf(sourceCode)) {
      const flow = numberFlow(sourceCode, node);
      if (flow.isChecked || flow.isCompared || flow.isClamped) continue;
      if (!isUsedUnbounded(sourceCode, flow, name, outermost) || hasDigitsByRoute(sourceCode, node, name))
        continue;
      if (isCheckedElsewhere(context) || mayBeCheckedByRoute(sourceCode, context)) return;
      const isParse = converter === 'parseInt' || converter === 'parseFloat';
      report({ messageId: isParse ? 'parseInt' : 'number', range: node.range, data: { converter } });
    }
  },
});

/** Whether the route around a conversion lets only digits through: `/modules/:id(\\d+)`, `/users/:id{[0-9]+}`. */
function hasDigitsByRoute(sourceCode: SourceCode, node: Node, name: string): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) {
    const path = outer.type === 'CallExpression' ? outer.arguments[0] : undefined;
    if (path?.type !== 'Literal' && path?.type !== 'TemplateLiteral') continue;
    const text = sourceCode.getText(path);
    if ([`:${name}(`, `:${name}{`].some((start) => /^(?:\\{1,2}d|\[0-9\])/.test(text.split(start)[1] ?? '')))
      return true;
  }
  return false;
}

/** `const pageOf = (req) => Number(req.query.page) || 1`, `return { limit: … }`: what the callers do with it is not followed. */
function isReturned(node: Node): boolean {
  const use = wrapped(node);
  const { parent } = use;
  if (parent?.type === 'Property') return isReturned(parent.parent);
  return (
    parent?.type === 'ReturnStatement' || (parent?.type === 'ArrowFunctionExpression' && parent.body === use)
  );
}

/** Whether the number gets to a database, or is the page or its size, without a lower bound on the way. */
function isUsedUnbounded(
  sourceCode: SourceCode,
  { arrivals, isFloored }: NumberFlow,
  name: string,
  outermost: Node,
): boolean {
  const isPage = isPageSize(name) || isPagePosition(name);
  if (isPage && isFloored) return false;
  if (arrivals.length > 0 && arrivals.every(isAnswer)) return false;
  const open = arrivals.filter(
    (arrival) => !arrival.hasMinimum && !isCheckedByCallee(sourceCode, arrival, false),
  );
  if (open.some((arrival) => asksDatabase(sourceCode, arrival))) return true;
  if (open.some((arrival) => (isPage || /(?:^|_|[a-z])id$/i.test(name)) && leavesFile(arrival))) return true;
  return isPage && arrivals.length === 0 && isReturned(outermost);
}

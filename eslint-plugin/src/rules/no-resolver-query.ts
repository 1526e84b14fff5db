import type { TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import { enclosingFunction, isInside } from '../ast/control-flow.ts';
import { inventoryOf, nodesWithin } from '../ast/inventory.ts';
import { calleeName, chainNames, receiver } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { type FieldResolver, fieldResolversOf } from '../graphql/field-resolvers.ts';
import { callsOf } from '../sql/call-sites.ts';
import { isBatchedByPrisma, queryCallsOf } from '../sql/query-calls.ts';

export default defineRule({
  name: 'no-resolver-query',
  description: 'Disallow queries in resolvers of fields, which run once for each object of a list.',
  preset: 'strict',
  topic: 'sql',
  messages: {
    query:
      '`{{field}}` asks the database once for each {{type}} of a list, so that a page of 50 takes 51 queries: load through a DataLoader of the request.',
  },
  check(context, report) {
    const { sourceCode } = context;
    if (isTestFile(context.filename)) return;
    const resolvers = fieldResolversOf(sourceCode).filter((resolver) => readsParent(sourceCode, resolver));
    if (resolvers.length === 0) return;
    for (const call of queriesIn(sourceCode)) {
      const resolver = resolvers.find(({ fn }) => isInside(call, fn));
      if (!resolver || isBatched(call, resolver.fn)) continue;
      const callee = call.type === 'CallExpression' ? call.callee : call.tag;
      report({
        messageId: 'query',
        range: callee.range,
        data: { field: `${resolver.type}.${resolver.field}`, type: resolver.type },
      });
    }
  },
});

type Call = TSESTree.CallExpression | TSESTree.TaggedTemplateExpression;

/** Calls that ask a database, and calls of functions of this file that do. */
function queriesIn(sourceCode: SourceCode): Call[] {
  const calls: Call[] = queryCallsOf(sourceCode)
    .filter(({ kind, node }) => kind === 'read' && !isBatchedByPrisma(node))
    .map(({ node }) => node);
  for (const call of inventoryOf(sourceCode).calls)
    if (call.type === 'CallExpression' && isModelQuery(call)) calls.push(call);
  const around = calls.flatMap((call) => {
    const fn = enclosingFunction(call);
    return fn && !isBatched(call, fn) ? callsOf(sourceCode, fn).known : [];
  });
  return [...new Set([...calls, ...around])].sort((one, other) => one.range[0] - other.range[0]);
}

/** Mongoose and Sequelize: `User.findById(id)`, `models.User.find({ … })`. */
function isModelQuery(call: TSESTree.CallExpression): boolean {
  if (!/^(?:find|findById|findOne|findAll|countDocuments|aggregate)$/.test(calleeName(call))) return false;
  const object = receiver(call);
  const [first] = call.arguments;
  // `Sizes.find((size) => …)` looks into a list.
  const names = object && first && !isFunction(first) ? chainNames(object) : null;
  return names !== null && /^[A-Z][a-z]/.test(names.at(-1) ?? '') && object?.type !== 'CallExpression';
}

/** Whether a resolver looks at its object: what it asks then differs for each. */
function readsParent(sourceCode: SourceCode, { fn, parent }: FieldResolver): boolean {
  if (!parent) return false;
  const target = parent.type === 'AssignmentPattern' ? parent.left : parent;
  if (target.type !== 'Identifier') return target.type === 'ObjectPattern' && target.properties.length > 0;
  for (const node of nodesWithin(sourceCode, fn.body))
    if (node.type === 'Identifier' && node.name === target.name) return true;
  return false;
}

/** The function of `new DataLoader(async (ids) => …)` asks once for all. */
function isBatched(call: Node, fn: Node): boolean {
  for (let current: Node | undefined = call; current && current !== fn.parent; current = current.parent) {
    const { parent } = current;
    if (!isFunction(current) || !parent) continue;
    if (
      (parent.type === 'NewExpression' || parent.type === 'CallExpression') &&
      /loader|batch/i.test(calleeName(parent))
    )
      return true;
  }
  return false;
}

import type { TSESTree } from '@typescript-eslint/utils';
import { type ElementLoop, elementLoopOf } from '../ast/element-loop.ts';
import { enclosingFunction, isInside } from '../ast/control-flow.ts';
import { functionName } from '../ast/function-name.ts';
import { nodesWithin } from '../ast/inventory.ts';
import { isListOfPortions, isShortByDesign } from '../ast/looped-list.ts';
import { calleeName } from '../ast/names.ts';
import { isFunction, type Node, type Range, type SourceCode } from '../ast/node.ts';
import { isOneOffFile, isRunByHand, isTestFile } from '../ast/test-file.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { speaksOfTurn } from '../ast/turn-of-loop.ts';
import { defineRule } from '../define-rule.ts';
import { keepsDataInFile } from '../project-dependencies.ts';
import { callsOf } from '../sql/call-sites.ts';
import { placedHoles } from '../sql/placed-holes.ts';
import { builderTable, isBatchedByPrisma, type QueryCall, queryCallsOf } from '../sql/query-calls.ts';
import { isImportedSqlite, loadsSqlite } from '../sql/sqlite.ts';

interface Options {
  readonly checkTests?: boolean;
}

export default defineRule<[Options]>({
  name: 'no-query-in-loop',
  description:
    'Disallow a query for each element of a list, which waits for the database as often as the list is long.',
  preset: 'strict',
  topic: 'sql',
  messages: {
    read: 'This query runs once for each element of {{list}}: ask for all of them at once, with a join or WHERE id IN (…), which = ANY($1) is in PostgreSQL.',
    write:
      'This statement runs once for each element of {{list}}: write all of them at once, with a list of rows, or in PostgreSQL with INSERT … SELECT … FROM unnest($1::text[]).',
  },
  schema: [
    {
      type: 'object',
      properties: {
        checkTests: {
          type: 'boolean',
          description: 'Whether to check tests, seeds and migrations too. Off by default.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const { sourceCode, filename } = context;
    const [{ checkTests = false } = {}] = context.options;
    if (!checkTests && (isTestFile(filename) || isOneOffFile(filename) || isRunByHand(filename, sourceCode)))
      return;
    // A database inside the process answers without a round trip.
    if (loadsSqlite(sourceCode)) return;
    const reported = new Set<Node>();
    for (const call of queryCallsOf(sourceCode)) {
      let isEmbedded: boolean | undefined;
      for (const { place, loop } of loopsOf(sourceCode, call.node)) {
        if (
          reported.has(loop.node) ||
          isRare(place, loop.node) ||
          !speaksOfTurn(sourceCode, place, loop.node)
        )
          continue;
        if (!isRepeated(sourceCode, call, loop)) continue;
        isEmbedded ??= isImportedSqlite(sourceCode, calleeOf(call)) || keepsDataInFile(context);
        if (isEmbedded) break;
        reported.add(loop.node);
        report({
          messageId: call.kind,
          range: calleeRange(place),
          data: { list: nameOf(sourceCode, loop.list) },
        });
      }
    }
  },
});

interface Repetition {
  /** The query, or the call that leads to it, in the body of the loop. */
  readonly place: Node;
  readonly loop: ElementLoop;
}

/** Functions that ask more often than this do work of their own, which no one statement does for all elements. */
const MAX_QUERIES = 2;

/** The loops that run a call: around it, or around the calls of the small function that it is in. */
function loopsOf(sourceCode: SourceCode, place: Node): Repetition[] {
  const loop = elementLoopOf(sourceCode, place);
  if (loop) return [{ place, loop }];
  const fn = enclosingFunction(place);
  if (!fn || isConditional(place, fn) || countQueries(sourceCode, fn) > MAX_QUERIES) return [];
  return callsOf(sourceCode, fn)
    .known.filter((call) => !isInside(call, fn))
    .flatMap((call) => {
      const around = elementLoopOf(sourceCode, call);
      return around ? [{ place: call, loop: around }] : [];
    });
}

function countQueries(sourceCode: SourceCode, fn: Node): number {
  return queryCallsOf(sourceCode).filter(({ node }) => isInside(node, fn)).length;
}

/** Whether a function that a loop calls may well return without having asked: it looked into a cache, or at a flag. */
function isConditional(place: Node, fn: Node): boolean {
  for (let inner = place, outer = place.parent; outer && outer !== fn; inner = outer, outer = outer.parent) {
    switch (outer.type) {
      case 'IfStatement':
        if (outer.test !== inner && outer.alternate === null) return true;
        break;
      case 'ConditionalExpression':
        if (outer.test !== inner) return true;
        break;
      case 'LogicalExpression':
        if (outer.right === inner) return true;
        break;
      case 'SwitchCase':
      case 'CatchClause':
        return true;
      default:
    }
  }
  return false;
}

/** What a loop returns ends it, and what follows a failure should not be the rule. A callback within it returns to it. */
function isRare(place: Node, loop: Node): boolean {
  let isReturned = false;
  for (let outer = place.parent; outer && outer !== loop; outer = outer.parent) {
    if (outer.type === 'CatchClause') return true;
    if (isFunction(outer)) isReturned = false;
    else if (outer.type === 'ReturnStatement') isReturned = true;
  }
  return isReturned;
}

/** Whether one statement could do what the repetition does. */
function isRepeated(sourceCode: SourceCode, call: QueryCall, loop: ElementLoop): boolean {
  if (isShortByDesign(sourceCode, loop.list) || isListOfPortions(sourceCode, loop) || isMigration(loop.node))
    return false;
  if (isSentTogether(sourceCode, loop.node) || isSentTogether(sourceCode, call.node)) return false;
  // Of what a callback asks in one tick Prisma makes one query.
  if (loop.node.type === 'CallExpression' && isBatchedByPrisma(call.node)) return false;
  return !choosesTable(sourceCode, call, loop.element);
}

/** Code that runs once in the life of a database may take its time. */
function isMigration(node: Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    if (/^(?:migrat|backfill|seed|populate)|^(?:up|down)$/i.test(functionName(fn) ?? '')) return true;
    if (fn.params.some(isSchemaTool)) return true;
  }
  return false;
}

/** `queryInterface: QueryInterface` of Sequelize and `pgm: MigrationBuilder` of node-pg-migrate are for migrations. */
function isSchemaTool(parameter: Node): boolean {
  return parameter.type === 'Identifier' && /^(?:queryInterface|pgm)$/.test(parameter.name);
}

/** `prisma.$transaction(items.map(…))`, `env.DB.batch(items.map(…))`: one message with many statements. */
function isSentTogether(sourceCode: SourceCode, node: Node): boolean {
  const { parent } = wrapped(node);
  // `db.batch([first, ...items.map(…)])`
  if (parent?.type === 'SpreadElement' && parent.parent.type === 'ArrayExpression')
    return isSentTogether(sourceCode, parent.parent);
  if (parent?.type === 'CallExpression') return SENDS_TOGETHER.test(calleeName(parent));
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
  const uses = findVariable(sourceCode, parent.id)?.references ?? [];
  return uses.some(({ identifier: { parent: use } }) => {
    return use.type === 'CallExpression' && SENDS_TOGETHER.test(calleeName(use));
  });
}

const SENDS_TOGETHER = /^(?:\$?transaction|batch|executeMultiple|multi|pipeline)$/;

/** Another table, or another database, for each element cannot be asked in one statement. */
function choosesTable(sourceCode: SourceCode, call: QueryCall, element: Node | null): boolean {
  const { query, node } = call;
  const handle = chainStart(calleeOf(call));
  if (dependsOn(sourceCode, handle, element)) return true;
  if (query) return placedHoles(query).some(({ hole, role }) => role === 'name' && hole.entry === 'raw');
  const table = node.type === 'CallExpression' ? builderTable(node) : null;
  return table !== null && dependsOn(sourceCode, table, element);
}

function calleeOf({ node }: QueryCall): Node {
  return node.type === 'CallExpression' ? node.callee : node.tag;
}

/** What a chain of members begins with: `client` in `client.db.query`. */
function chainStart(node: Node): Node {
  let start = unwrap(node);
  while (start.type === 'MemberExpression') start = unwrap(start.object);
  return start;
}

/** Whether an expression speaks of the element of a loop, or of a constant made from it. */
function dependsOn(sourceCode: SourceCode, expression: Node, element: Node | null, depth = 0): boolean {
  if (!element || depth > 2) return false;
  for (const node of nodesWithin(sourceCode, expression)) {
    const definition = findVariable(sourceCode, node)?.defs[0];
    if (!definition) continue;
    if (isInside(definition.name, element)) return true;
    const init = definition.type === 'Variable' ? definition.node.init : null;
    if (init && dependsOn(sourceCode, init, element, depth + 1)) return true;
  }
  return false;
}

function calleeRange(node: Node): Range {
  if (node.type === 'CallExpression') return rangeOfCallee(node);
  return node.type === 'TaggedTemplateExpression' ? node.tag.range : node.range;
}

/** `db.query`, without the chain that a builder's call may hang on. */
function rangeOfCallee({ callee }: TSESTree.CallExpression): Range {
  const expression = unwrap(callee);
  if (expression.type === 'MemberExpression' && unwrap(expression.object).type === 'CallExpression')
    return expression.property.range;
  return callee.range;
}

/** A list as a person would call it. */
function nameOf(sourceCode: SourceCode, list: Node): string {
  const text = sourceCode.getText(list);
  return text.length <= 40 && !text.includes('\n') ? `\`${text}\`` : 'the list';
}

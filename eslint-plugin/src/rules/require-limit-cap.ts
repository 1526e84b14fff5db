import type { TSESLint } from '@typescript-eslint/utils';
import { callChain } from '../ast/call-chain.ts';
import { calleeName } from '../ast/names.ts';
import type { Node, Range, SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { mayBeCheckedByRoute } from '../http/checked-elsewhere.ts';
import { defineRule } from '../define-rule.ts';
import { projectDependsOn } from '../project-dependencies.ts';
import { boundValue } from '../sql/bound-values.ts';
import { builderPagesOf } from '../sql/builder-pages.ts';
import { isCheckedByCallee } from '../sql/checked-by-callee.ts';
import { type Arrival, numberFlow } from '../sql/number-flow.ts';
import { asksDatabase, isAnswer, leavesFile } from '../sql/number-sinks.ts';
import { originOf } from '../sql/origin.ts';
import { pageClausesOf, passedToken } from '../sql/page-clauses.ts';
import { queriesOf } from '../sql/queries.ts';
import { isPagePosition, isPageSize, requestConversionsOf } from '../sql/request-conversions.ts';
import { isD1, isImportedSqlite, loadsSqlite } from '../sql/sqlite.ts';
import { commandsOf } from '../sql/statement.ts';

interface Options {
  readonly max?: number;
}

export default defineRule<[Options]>({
  name: 'require-limit-cap',
  description: 'Require a largest page size where the client chooses it.',
  preset: 'strict',
  topic: 'sql',
  hasSuggestions: true,
  messages: {
    size: 'The client chooses the page size without a largest one, so that one request reads the whole table: refuse more than {{max}}.',
    offset:
      'A page below 1 makes this OFFSET negative, which PostgreSQL and MySQL refuse and you answer with 500: refuse pages below 1.',
    cap: 'Give at most {{max}} rows.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        max: {
          type: 'integer',
          minimum: 1,
          description: 'The largest page size that messages and suggestions name. 100 by default.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const { sourceCode, filename } = context;
    const [{ max = 100 } = {}] = context.options;
    if (isTestFile(filename)) return;
    const data = { max: String(max) };
    let isCapped: boolean | undefined;
    const reportSize = (node: Node): void => {
      isCapped ??= projectDependsOn(context, CAPS_PAGES) || mayBeCheckedByRoute(sourceCode, context);
      if (isCapped) return;
      const fix: TSESLint.ReportFixFunction = (fixer) =>
        fixer.replaceText(node, `Math.min(${sourceCode.getText(node)}, ${max})`);
      const suggest = isNumber(node) ? [{ messageId: 'cap', data, fix }] : [];
      report({ messageId: 'size', range: node.range, data, suggest });
    };
    for (const { node, outermost, name } of requestConversionsOf(sourceCode)) {
      const isSize = isPageSize(name);
      if (!isSize && !isPagePosition(name)) continue;
      const flow = numberFlow(sourceCode, node);
      if (flow.isCompared || flow.isClamped) continue;
      if (isSize && flow.arrivals.some((arrival) => isUncapped(sourceCode, arrival))) reportSize(outermost);
      if (!isSize && !flow.isChecked) {
        for (const range of negativeOffsets(sourceCode, flow.arrivals))
          report({ messageId: 'offset', range });
      }
    }
    for (const limit of limitsOf(sourceCode))
      if (originOf(sourceCode, limit) === 'request') reportSize(limit);
  },
});

/** Middleware that gives `req.query.limit` a largest value before any handler sees it. */
const CAPS_PAGES = /^express-paginate$/;

function isNumber(node: Node): boolean {
  return !/^(?:Identifier|MemberExpression|TSAsExpression)$/.test(node.type);
}

function isUncapped(sourceCode: SourceCode, arrival: Arrival): boolean {
  if (arrival.hasMaximum || arrival.calculation || isAnswer(arrival)) return false;
  // The module that is called `db` may be the project's own, with functions that bound what they get.
  return (
    (asksDatabase(sourceCode, arrival) || leavesFile(arrival)) &&
    !isCheckedByCallee(sourceCode, arrival, true)
  );
}

/** Calculations of an OFFSET from a page that may be 0 or less: `(page - 1) * limit`. */
function negativeOffsets(sourceCode: SourceCode, arrivals: readonly Arrival[]): Range[] {
  return arrivals.flatMap((arrival) => {
    const { calculation, hasMinimum } = arrival;
    // SQLite takes a negative OFFSET as 0.
    if (loadsSqlite(sourceCode) || isSqlite(sourceCode, arrival) || isOfMongoose(arrival)) return [];
    const isProduct = calculation?.type === 'BinaryExpression' && /^[*-]$/.test(calculation.operator);
    return isProduct && !hasMinimum && asksDatabase(sourceCode, arrival) ? [calculation.range] : [];
  });
}

/** `User.find(filter).skip(…)`, which has no OFFSET. */
function isOfMongoose({ call }: Arrival): boolean {
  return (
    call.type === 'CallExpression' &&
    calleeName(call) === 'skip' &&
    callChain(call).some((link) => calleeName(link) === 'find')
  );
}

function isSqlite(sourceCode: SourceCode, { call }: Arrival): boolean {
  const chain = call.type === 'TaggedTemplateExpression' ? call.tag : call.callee;
  return isD1(sourceCode, chain) || isImportedSqlite(sourceCode, chain);
}

/** The values that LIMIT gets in statements, builders and mappers. */
function limitsOf(sourceCode: SourceCode): Node[] {
  const found: Node[] = [];
  for (const query of queriesOf(sourceCode)) {
    for (const command of commandsOf(query.script)) {
      const token = passedToken(query.script, pageClausesOf(query.script, command).limit);
      const value = token && boundValue(sourceCode, query, token);
      if (value) found.push(value);
    }
  }
  for (const { limit } of builderPagesOf(sourceCode)) if (limit) found.push(limit);
  return found;
}

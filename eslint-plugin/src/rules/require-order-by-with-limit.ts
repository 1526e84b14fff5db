import type { TSESLint } from '@typescript-eslint/utils';
import { enclosingFunction } from '../ast/control-flow.ts';
import { functionName } from '../ast/function-name.ts';
import type { SourceCode } from '../ast/node.ts';
import { isOneOffFile, isRunByHand, isTestFile } from '../ast/test-file.ts';
import { defineRule } from '../define-rule.ts';
import { handledRoutesOf } from '../http/handlers.ts';
import { findCte, sourcesOf } from '../sql/facts.ts';
import { columnsOf } from '../sql/selected-columns.ts';
import { type PageNumber, pageClausesOf } from '../sql/page-clauses.ts';
import { type Query, queriesOf } from '../sql/queries.ts';
import { hasOpenEnd, isSingleRow } from '../sql/row-count.ts';
import { findsByKey } from '../sql/row-keys.ts';
import { clauseOf, type Command, commandsOf, itemsOf, type Script } from '../sql/statement.ts';
import { spelledAt } from '../sql/spelled-text.ts';
import { sourceRange } from '../sql/text.ts';
import { isSymbolAt } from '../sql/token-at.ts';

interface Options {
  readonly checkTests?: boolean;
}

export default defineRule<[Options]>({
  name: 'require-order-by-with-limit',
  description: 'Require ORDER BY where LIMIT cuts a list, because without it any rows can be the ones left.',
  preset: 'strict',
  topic: 'sql',
  hasSuggestions: true,
  messages: {
    order:
      'Without ORDER BY this {{keyword}} keeps any rows of {{table}}, other ones on the next run: add an ORDER BY that ends with a unique column.',
    orderById: 'Add ORDER BY {{column}}.',
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
    if (!checkTests && isTestFile(filename)) return;
    const isLookedAtByHand =
      !checkTests &&
      (isOneOffFile(filename) || isRunByHand(filename, sourceCode) || sourceCode.text.includes('EXPLAIN'));
    for (const query of queriesOf(sourceCode)) {
      const { script, sql } = query;
      if (isPortion(sourceCode, query)) continue;
      for (const command of commandsOf(script)) {
        const page = cuttingPage(script, command);
        if (!page || (isLookedAtByHand && !pageClausesOf(script, command).offset)) continue;
        const { keyword } = page;
        const range = sourceRange(sql, keyword.start, keyword.end);
        const [source] = sourcesOf(script, command);
        const column = idOf(query, command);
        const isExact = sourceCode.text.slice(...range).toUpperCase() === keyword.text;
        const fix: TSESLint.ReportFixFunction = (fixer) =>
          fixer.insertTextBeforeRange(
            [range[0], range[1]],
            spelledAt(sourceCode, range[0], `ORDER BY ${column ?? ''} `),
          );
        report({
          messageId: 'order',
          range,
          data: { keyword: keyword.text, table: source?.name?.toLowerCase() ?? 'the result' },
          suggest: column !== null && isExact ? [{ messageId: 'orderById', data: { column }, fix }] : [],
        });
      }
    }
  },
});

/** What is cleaned up a portion at a time, and examples: any rows will do. */
const ANY_ROWS =
  /expired|deleted|abandoned|stale|orphan|outdated|obsolete|clean_?up|purge|sweep|prune|unprocessed|samples?$|examples?$|preview/i;

/** Whether a function, or its route, is named for rows of which any will do: `findExpiredImages`, `/stock/:id/sample`. */
function isPortion(sourceCode: SourceCode, { sql, runner }: Query): boolean {
  for (let fn = enclosingFunction(runner ?? sql.node); fn; fn = enclosingFunction(fn)) {
    if (ANY_ROWS.test(functionName(fn) ?? '')) return true;
    if (/[/_-](?:samples?|examples?|preview)\/?$/i.test(handledRoutesOf(sourceCode).get(fn)?.url.text ?? ''))
      return true;
  }
  return false;
}

/** The LIMIT or OFFSET by which a command leaves out rows that anybody could miss. */
function cuttingPage(script: Script, command: Command): PageNumber | null {
  if (command.verb !== 'select' || clauseOf(command, 'order by') || clauseOf(command, 'for')) return null;
  if (!isForReading(script, command)) return null;
  const { limit, offset } = pageClausesOf(script, command);
  const page = limit ?? offset;
  if (!page || !clauseOf(command, 'from') || isOne(script, limit)) return null;
  const sources = sourcesOf(script, command);
  if (!sources.some(({ kind }) => kind === 'table' || kind === 'hole')) return null;
  const [main] = sources;
  if (main?.token.hasHole && isSample(script, command)) return null;
  const inner = main?.name && !main.schema ? findCte(command, main.name) : null;
  if (inner && clauseOf(inner, 'order by')) return null;
  if (isSingleRow(script, command) || findsByKey(script, command) || hasOpenEnd(script, command)) return null;
  return isSubsetOfTwo(script, command) ? null : page;
}

/** Rows that are counted, tested for, or changed in portions can be any rows. */
function isForReading(script: Script, command: Command): boolean {
  if (command.place === 'exists' || command.place === 'in') return false;
  for (let outer = command.parent; outer; outer = outer.parent) {
    if (outer.verb !== 'select' || isSingleRow(script, outer) || clauseOf(outer, 'order by')) return false;
  }
  return true;
}

/** `LIMIT 1` finds one row, and `LIMIT 0` asks for the columns. */
function isOne(script: Script, limit: PageNumber | null): boolean {
  if (!limit) return false;
  const token = script.tokens[limit.first];
  return token?.kind === 'number' && Number(token.text) <= 1;
}

/** `SELECT * FROM ${table} LIMIT 5`: what tools show of whatever table somebody chose. */
function isSample(script: Script, command: Command): boolean {
  const { limit, offset } = pageClausesOf(script, command);
  const list = clauseOf(command, 'select');
  if (offset || !limit || !list || clauseOf(command, 'where')) return false;
  return script.tokens[limit.first]?.kind === 'number' && isSymbolAt(script, list.last - 1, '*');
}

/** `LIMIT 2` with an equality is how one row is asked for, and a second one noticed. */
function isSubsetOfTwo(script: Script, command: Command): boolean {
  const { limit } = pageClausesOf(script, command);
  const token = limit && script.tokens[limit.first];
  return token?.kind === 'number' && token.text === '2' && clauseOf(command, 'where') !== undefined;
}

/** The id among the columns that a statement selects, as ORDER BY can name it. */
function idOf({ script }: Query, command: Command): string | null {
  const list = clauseOf(command, 'select');
  if (!list || itemsOf(script, list).length === 0 || command.arms.length > 1) return null;
  if (clauseOf(command, 'group by')) return null;
  return columnsOf(script, command).find(({ name }) => name.toLowerCase() === 'id')?.expression ?? null;
}

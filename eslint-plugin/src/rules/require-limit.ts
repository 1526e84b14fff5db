import { defineRule } from '../define-rule.ts';
import { calleeName, lastName, receiver, stringValue } from '../ast/names.ts';
import { unwrap } from '../ast/unwrap.ts';
import type { Range, SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { isSqlFile } from '../language/sql-source-code.ts';
import type { Source } from '../sql/facts.ts';
import { namedTable, withoutRaw } from '../sql/named-table.ts';
import { canReturnManyRows } from '../sql/row-count.ts';
import { isFileOfMany, isNamedForOneRow, queryName } from '../sql/query-name.ts';
import { waysToRun } from '../sql/bare-query.ts';
import type { Query } from '../sql/query.ts';
import { asksForRow } from '../sql/asked-rows.ts';
import { executionOf } from '../sql/executions.ts';
import { goesThroughRows } from '../sql/list-use.ts';
import { readsOneRow } from '../sql/result-use.ts';
import { isTaggedPiece } from '../sql/tagged-pieces.ts';
import { type ClauseName, clauseOf } from '../sql/statement.ts';
import { holeAt, sourceRange } from '../sql/text.ts';
import { endAt, isSymbolAt, tokenAt } from '../sql/token-at.ts';
import type { Token } from '../sql/tokens.ts';
import { mayHaveSql } from '../sql/signs.ts';

/** Functions that add a LIMIT of their own, or read row by row. */
const PAGING = /pag(?:e|ing|inat)|limit|stream|cursor|batch|chunk|count|exists/i;

interface Options {
  readonly ignoreTables?: readonly string[];
  readonly checkTests?: boolean;
}

export default defineRule<[Options]>({
  name: 'require-limit',
  description: 'Require LIMIT on a SELECT that can return any number of rows.',
  preset: 'recommended',
  topic: 'sql',
  mayConcern: mayHaveSql,
  messages: {
    limit: 'This SELECT returns as many rows as {{table}} has, and all of them go into memory: add a LIMIT.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        ignoreTables: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Tables that stay small, such as countries or roles. They are read without LIMIT.',
        },
        checkTests: {
          type: 'boolean',
          description:
            'Whether to check tests, seeds and migrations too, whose tables are small. Off by default.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const { sourceCode, filename } = context;
    const [{ ignoreTables = [], checkTests = false } = {}] = context.options;
    if (!checkTests && isTestFile(filename)) return;
    const isFile = isSqlFile(sourceCode);
    const ignored = new Set(ignoreTables.map((table) => table.toUpperCase()));
    for (const query of waysToRun(sourceCode)) {
      if (isPaged(sourceCode, query) || isSubquery(query)) continue;
      for (const [index, { commands, first }] of query.script.statements.entries()) {
        if (isRow(query, first) || (isFile && isOpenQuery(query, first, filename))) continue;
        const rows = canReturnManyRows(query.script, commands, {
          ignored,
          nameOf: (source) => namedTable(sourceCode, query, source) ?? chosenTable(query, source),
          isWithoutLimit: (token, clause) => isWithoutLimit(query, token, clause),
          isList: () => goesThroughRows(sourceCode, query),
          asksForRow: (column, value, table) => asksForRow(sourceCode, query, column, value, table),
        });
        const [command] = commands;
        if (!rows || !command || readsOneRow(sourceCode, query, index) || isTaggedPiece(sourceCode, query))
          continue;
        const keyword = clauseOf(command, 'select')?.keyword;
        if (!keyword) continue;
        report({
          messageId: 'limit',
          range: placeOf(query, sourceRange(query.sql, keyword.start, keyword.end)),
          data: { table: /table/.test(rows.table) ? 'the table' : rows.table },
        });
      }
    }
  },
});

/**
 * The keyword, or the whole text where it begins with a constant that other statements share: `${USERS} WHERE city = $1`.
 */
function placeOf({ sql }: Query, keyword: Range): Range {
  const { type, range } = sql.node;
  const isShared = (type === 'TemplateLiteral' || type === 'BinaryExpression') && keyword[1] <= range[0];
  return isShared ? range : keyword;
}

/** The first of the tables that an expression can name, where the file shows them: `${isOld ? 'archive' : 'orders'}`. */
function chosenTable({ sql }: Query, { token }: Source): string | null {
  const choices = token.kind === 'hole' ? holeAt(sql, token.start)?.choices : null;
  return choices?.every((text) => /^\w+$/.test(text)) ? (choices[0] ?? null) : null;
}

/** `((SELECT id FROM new_review), $1)`: a row of values, to be spliced into another statement. */
function isRow({ script }: Query, first: number): boolean {
  return (
    isSymbolAt(script, first, '(') &&
    isSymbolAt(script, first + 1, '(') &&
    isSymbolAt(script, endAt(script, first + 1) + 1, ',')
  );
}

/** A piece in brackets for a larger statement: `literal('(SELECT …)')`, `whereIn('id', knex.raw('(SELECT …)'))`. */
function isSubquery({ sql, runner, method }: Query): boolean {
  if (method === 'literal') return true;
  const { parent } = runner ?? sql.node;
  return (
    parent?.type === 'CallExpression' && parent.callee !== runner && sql.text.trimStart().startsWith('(')
  );
}

/** Whether what runs a statement pages or streams it: `queryStream('…')`, and `stream(sql`…`)`. */
function isPaged(sourceCode: SourceCode, { runner, method }: Query): boolean {
  const execution = runner && executionOf(sourceCode, runner);
  return (
    PAGING.test(method ?? '') || (execution?.type === 'CallExpression' && PAGING.test(calleeName(execution)))
  );
}

/**
 * A statement in a file of SQL, which does not show who reads its rows: where a comment names it, and not for one thing,
 * they are many, and so where it is all of a file that is named for many.
 */
function isOpenQuery({ script }: Query, first: number, filename: string): boolean {
  const named = queryName(script, first);
  if (named === null) return script.statements.length > 1 || !isFileOfMany(filename);
  return named.rows === null ? isNamedForOneRow(named.name) : named.rows === 'one';
}

/** A direction after ORDER BY, and an expression of which the file shows each text, one of them empty. */
function isWithoutLimit({ sql, script }: Query, token: Token, clause: ClauseName | null): boolean {
  const hole = holeAt(sql, token.start);
  if (!hole) return false;
  const { choices } = hole;
  if (choices?.some((text) => /limit|fetch/i.test(text))) return false;
  if (clause === 'order by' && choices) return true;
  if (choices?.some((text) => text.trim() === '')) return true;
  if (clause !== 'order by') return false;
  const given = unwrap(hole.node);
  // `order.direction || 'ASC'`
  const isDefaulted = given.type === 'LogicalExpression' && stringValue(given.right) !== null;
  const node = isDefaulted ? unwrap(given.left) : given;
  // `orderDirection.toUpperCase()`
  const isFolded = node.type === 'CallExpression' && /^to(?:Upper|Lower)Case$/.test(calleeName(node));
  const name = lastName(withoutRaw((isFolded ? receiver(node) : null) ?? node)) ?? '';
  if (/(?:^|sort|order|_)(?:order|dir|direction|sort|by|type)$/i.test(name)) return true;
  // `ORDER BY ${column} ${orderBy}`
  return /order|sort|dir/i.test(name) && tokenAt(script, script.tokens.indexOf(token) - 1).kind === 'hole';
}

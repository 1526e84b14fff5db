import { enclosingFunction, isInside } from '../ast/control-flow.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { isScriptFile, isTestFile } from '../ast/test-file.ts';
import { defineRule } from '../define-rule.ts';
import { sourcesOf } from '../sql/facts.ts';
import { pageClausesOf, passedToken } from '../sql/page-clauses.ts';
import { type Query, queriesOf } from '../sql/queries.ts';
import { hasOpenEnd } from '../sql/row-count.ts';
import { rowFilter } from '../sql/row-filter.ts';
import { clauseOf, type Command, itemsOf } from '../sql/statement.ts';
import { shows, sourceRange } from '../sql/text.ts';

export default defineRule({
  name: 'consistent-count-filter',
  description: 'Require the count beside a list to have the filter of the list.',
  preset: 'strict',
  topic: 'sql',
  messages: {
    filter:
      'This counts rows of {{table}} that the list beside it leaves out, so that the total promises pages that are empty: repeat the filter of the list.',
  },
  check(context, report) {
    const { sourceCode, filename } = context;
    if (isTestFile(filename) || isScriptFile(filename)) return;
    for (const selects of selectsByFunction(sourceCode)) {
      for (const list of selects.filter((select) => isList(select, selects.length))) {
        const [count, ...others] = selects.filter(
          (select) => (select.table === null || select.table === list.table) && isCount(select),
        );
        // One of several counts is a figure beside the list, and that of a subquery has its filter.
        const isOne = others.every(({ query }) => query.script.text === count?.query.script.text);
        if (!count?.table || !isOne || !ignoresFilter(sourceCode, list, count)) continue;
        const [first, last] = countTokens(count.query, count.command);
        if (first && last)
          report({
            messageId: 'filter',
            range: sourceRange(count.query.sql, first.start, last.end),
            data: { table: count.table.toLowerCase() },
          });
      }
    }
  },
});

interface Select {
  readonly query: Query;
  readonly command: Command;
  /** Null for a subquery. */
  readonly table: string | null;
}

/** The statements of each function that read one table first, those of one call counted once, in its longest text. */
function selectsByFunction(sourceCode: SourceCode): Select[][] {
  const groups = new Map<Node, Map<Node, Select>>();
  for (const query of queriesOf(sourceCode)) {
    const { runner, script } = query;
    const [command] = script.statements[0]?.commands ?? [];
    if (!runner || query.reach === 'none' || !command || script.statements.length > 1) continue;
    const [source] = command.verb === 'select' ? sourcesOf(script, command) : [];
    if (!source || command.arms.length > 1) continue;
    const fn: Node = enclosingFunction(runner) ?? sourceCode.ast;
    const group = groups.get(fn) ?? new Map<Node, Select>();
    groups.set(fn, group);
    const known = group.get(runner);
    if (!known || known.query.script.text.length < script.text.length)
      group.set(runner, { query, command, table: source.name });
  }
  return [...groups.values()].map((group) => [...group.values()]);
}

/** A page of rows; a fixed number of rows only counts as one when the function has nothing else than it and the count. */
function isList({ query, command }: Select, statements: number): boolean {
  const { limit, offset } = pageClausesOf(query.script, command);
  if (!limit || clauseOf(command, 'group by')) return false;
  const token = query.script.tokens[limit.first];
  if (token?.kind === 'number' && Number(token.text) <= 1) return false;
  return passedToken(query.script, limit) !== null || offset !== null || statements === 2;
}

/** `SELECT COUNT(*) FROM table`, and nothing else selected. */
function isCount({ query, command }: Select): boolean {
  const list = clauseOf(command, 'select');
  if (!list || clauseOf(command, 'group by') || clauseOf(command, 'having')) return false;
  const [first] = countTokens(query, command);
  return itemsOf(query.script, list).length === 1 && first?.text === 'COUNT' && !clauseOf(command, 'limit');
}

function countTokens({ script }: Query, command: Command) {
  const list = clauseOf(command, 'select');
  const close = list ? (script.partners[list.first + 1] ?? -1) : -1;
  return close === -1 || !list ? [] : [script.tokens[list.first], script.tokens[close]];
}

/** The expression that a text puts into WHERE: two texts with the same one have the same filter, whatever it holds. */
function whereExpression(sourceCode: SourceCode, { query: { runner, sql } }: Select): string | null {
  return /\bwhere\s+\$\{([^}]+)\}/i.exec(sourceCode.getText(runner ?? sql.node))?.[1] ?? null;
}

/** Whether a count is in a branch that the list is not in, which the program may take when there is no filter. */
function isInOwnBranch({ query: { runner } }: Select, { query: { runner: list } }: Select): boolean {
  for (
    let inner: Node | null | undefined = runner, outer = runner?.parent;
    inner && outer;
    inner = outer, outer = outer.parent
  ) {
    if (isFunction(outer)) return false;
    const isBranch =
      (outer.type === 'IfStatement' || outer.type === 'ConditionalExpression') && outer.test !== inner;
    if (isBranch && list && !isInside(list, inner)) return true;
  }
  return false;
}

function ignoresFilter(sourceCode: SourceCode, list: Select, count: Select): boolean {
  const shared = whereExpression(sourceCode, list);
  if (shared !== null && shared === whereExpression(sourceCode, count)) return false;
  if (isInOwnBranch(count, list)) return false;
  const wanted = rowFilter(sourceCode, list.query, list.command);
  const given = rowFilter(sourceCode, count.query, count.command);
  if (given.size === 0 && hasOpenEnd(count.query.script, count.command)) return false;
  if ([...given.keys()].some((condition) => condition.includes('${') && !wanted.has(condition))) return false;
  if ([...wanted.keys()].some((condition) => isAmongTexts(condition, count))) return false;
  // What is written once and put into both texts is one filter, whatever follows it in either.
  return [...wanted].some(
    ([condition, offset]) =>
      !given.has(condition) &&
      ![...given.values()].includes(offset) &&
      !shows(count.query.sql, offset) &&
      !namesFilterOf(sourceCode, condition, count),
  );
}

/** `${where.replace('id', 'u.id')}` beside `${where}`: the filter of the count, made to fit the list. */
function namesFilterOf(sourceCode: SourceCode, condition: string, { query: { sql } }: Select): boolean {
  const name = condition.startsWith('${') && /\b\w*(?:where|filter|condition)\w*/i.exec(condition)?.[0];
  return Boolean(name) && new RegExp(`\\$\\{${name}\\b`).test(sourceCode.getText(sql.node));
}

/** Whether the list gets its WHERE by a choice among texts, one of which the count spells out. */
function isAmongTexts(condition: string, { query: { script }, command }: Select): boolean {
  const where = clauseOf(command, 'where');
  const [first, last] = where ? [script.tokens[where.first - 1], script.tokens[where.last - 1]] : [];
  if (!first || !last || !condition.startsWith('${')) return false;
  return withSingleSpaces(condition).includes(withSingleSpaces(script.text.slice(first.start, last.end)));
}

function withSingleSpaces(text: string): string {
  return text.replace(/\s+/g, ' ');
}

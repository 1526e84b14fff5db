import type { TSESTree } from '@typescript-eslint/utils';
import { alwaysExits, enclosingFunction, isInside } from '../ast/control-flow.ts';
import { nodesWithin } from '../ast/inventory.ts';
import { calleeName, memberName } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap, unwrapAwaited, wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { boundValue } from './bound-values.ts';
import { callsOf } from './call-sites.ts';
import { equalities } from './compared-columns.ts';
import { sourcesOf, targetsOf } from './facts.ts';
import type { Query } from './queries.ts';
import { type Clause, clauseOf, type Verb } from './statement.ts';

/** A function that has just inserted the row finds it, and one that asked how many rows its UPDATE changed. */
export function followsWrite(sourceCode: SourceCode, queries: readonly Query[], { runner }: Query): boolean {
  const fn = runner && enclosingFunction(runner);
  const asks = /\b(?:affectedRows|rowCount|changes)\b/.test(fn ? sourceCode.getText(fn) : sourceCode.text);
  return queries.some(
    (other) =>
      other.runner !== null &&
      other.runner !== runner &&
      (fn ? isInside(other.runner, fn) : enclosingFunction(other.runner) === fn) &&
      (does(other, 'insert') || (asks && does(other, 'update'))),
  );
}

function does({ script }: Query, wanted: Verb): boolean {
  return script.statements.some(({ commands }) => commands.some(({ verb }) => verb === wanted));
}

/** A function that has first called one of this file that inserts into the table: `await ensureRow(userId)`. */
function hasEnsured(sourceCode: SourceCode, queries: readonly Query[], query: Query, runner: Node): boolean {
  const fn = enclosingFunction(runner);
  return queries.some((other) => {
    const maker = other.runner && enclosingFunction(other.runner);
    return (
      maker &&
      does(other, 'insert') &&
      tablesOf(other).some((table) => tablesOf(query).includes(table)) &&
      callsOf(sourceCode, maker).known.some(
        (call) => enclosingFunction(call) === fn && call.range[1] <= runner.range[0] && isUnconditional(call),
      )
    );
  });
}

/** A function that asks `SELECT EXISTS (…)` with the same condition, and looks at the answer: `if (!found.rows[0].exists)`. */
function isToldByExists(
  sourceCode: SourceCode,
  queries: readonly Query[],
  { runner, script }: Query,
): boolean {
  const fn = runner && enclosingFunction(runner);
  const condition = spelled(script.text).replace(/^.*? where /, '');
  return queries.some(
    (other) =>
      other.runner !== null &&
      enclosingFunction(other.runner) === fn &&
      spelled(other.script.text).startsWith('select exists') &&
      spelled(other.script.text).includes(` where ${condition}`) &&
      /\bif\s*\([^;{]*\.exists\b/.test(fn ? sourceCode.getText(fn) : sourceCode.text),
  );
}

function spelled(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Whether a call is a statement of its function itself: `await ensureRow(userId);`. */
function isUnconditional(call: Node): boolean {
  const { parent } = wrapped(call);
  return (
    parent?.type === 'ExpressionStatement' &&
    parent.parent.type === 'BlockStatement' &&
    isFunction(parent.parent.parent)
  );
}

/** A function that has read the row before, and left where there was none, or that has the key from a row. */
export function isKnownRow(sourceCode: SourceCode, queries: readonly Query[], query: Query): boolean {
  const { runner } = query;
  const fn = runner && enclosingFunction(runner);
  if (!fn) return false;
  const keys = keysOf(sourceCode, query);
  if (keys.some((key) => isOfReadRow(sourceCode, queries, key))) return true;
  if (hasEnsured(sourceCode, queries, query, runner)) return true;
  if (isToldByExists(sourceCode, queries, query)) return true;
  if (!does(query, 'select') && hasLookedUp(sourceCode, fn, runner, keys)) return true;
  const texts = keys.map((key) => sourceCode.getText(key));
  const condition = keys.length === 0 ? conditionOf(query) : null;
  return queries.some((other) => {
    const before = other.runner;
    const around = before && enclosingFunction(before);
    return (
      before !== null &&
      before.range[1] <= runner.range[0] &&
      around !== null &&
      isInside(fn, around) &&
      (tablesOf(other).some((table) => tablesOf(query).includes(table)) || pointsTo(other, query)) &&
      (isAskedWith(sourceCode, other, before, texts) ||
        (condition !== null && (conditionOf(other) ?? '').startsWith(condition))) &&
      leavesBetween(sourceCode, around, before, runner)
    );
  });
}

/** Whether a statement is asked with one of the keys, in its WHERE or, where that is put together, anywhere in its call. */
function isAskedWith(sourceCode: SourceCode, query: Query, runner: Node, keys: readonly string[]): boolean {
  return (
    keysOf(sourceCode, query).some((key) => keys.includes(sourceCode.getText(key))) ||
    keys.some((key) => hasArgument(sourceCode, runner, key))
  );
}

/** Whether a call is handed a text as an argument, or in a list: `find(id)`, `query(text, [id])`. */
function hasArgument(sourceCode: SourceCode, call: Node, text: string): boolean {
  if (call.type !== 'CallExpression') return false;
  const isText = (node: Node | null): boolean => {
    if (node?.type === 'ArrayExpression') return node.elements.some(isText);
    if (node?.type === 'ConditionalExpression') return isText(node.consequent) && isText(node.alternate);
    return node !== null && sourceCode.getText(node) === text;
  };
  return call.arguments.some(isText);
}

/** Names of functions that get one thing, or throw. */
const GETS = /^(?:get|find|load|fetch|read|require|ensure|assert|must)(?:[A-Z_]|$)/;

/** `const user = await getUserById(id)` before the UPDATE: what is not there is noticed there, or `user` is read. */
function hasLookedUp(sourceCode: SourceCode, fn: Node, runner: Node, keys: readonly Node[]): boolean {
  const texts = new Set(keys.map((key) => sourceCode.getText(key)));
  const calls: TSESTree.CallExpression[] = [];
  for (const node of nodesWithin(sourceCode, fn, isFunction)) {
    if (node.type !== 'CallExpression' || node.range[1] > runner.range[0]) continue;
    // `values.push(id)`, where the list is all that the statement is handed.
    if (keys.length === 0 && calleeName(node) === 'push')
      for (const argument of node.arguments)
        if (argument.type === 'Identifier' && /^id$|Id$/.test(argument.name)) texts.add(argument.name);
    if (node.parent.type === 'AwaitExpression' && GETS.test(calleeName(node))) calls.push(node);
  }
  return calls.some((call) => [...texts].some((text) => hasArgument(sourceCode, call, text)));
}

/** What the program puts into the WHERE of a statement. */
function keysOf(sourceCode: SourceCode, query: Query): Node[] {
  const where = whereOf(query);
  if (!where) return [];
  return query.script.tokens
    .slice(where.first, where.last)
    .filter(({ kind }) => kind === 'parameter' || kind === 'hole')
    .flatMap((token) => boundValue(sourceCode, query, token) ?? []);
}

/** The words of a WHERE whose values stand in a list that was filled elsewhere: `id = ?` of `WHERE id = $${count}`. */
function conditionOf(query: Query): string | null {
  const where = whereOf(query);
  if (!where) return null;
  const words = query.script.tokens
    .slice(where.first, where.last)
    .map(({ kind, hasHole, text }) => (kind === 'parameter' || hasHole ? '?' : text));
  return words.includes('?') ? words.join(' ').toLowerCase() : null;
}

function whereOf({ script }: Query): Clause | undefined {
  const command = script.statements[0]?.commands[0];
  return command && clauseOf(command, 'where');
}

function tablesOf({ script }: Query): string[] {
  return script.statements.flatMap(({ commands }) =>
    commands.flatMap((command) =>
      [...sourcesOf(script, command), ...targetsOf(script, command)].flatMap(({ name }) => name ?? []),
    ),
  );
}

/** Whether a row of one statement can only be there with that of the other: `team_users` with `team_id` has its `teams`. */
function pointsTo(other: Query, query: Query): boolean {
  const columns = comparedIds(query);
  return (
    comparedIds(other).some((column) => columns.includes(column)) &&
    tablesOf(query).some((table) =>
      tablesOf(other).some(
        (child) => child.startsWith(`${table}_`) || child.startsWith(`${table.replace(/S$/, '')}_`),
      ),
    )
  );
}

/** The keys with a name of their own that a WHERE compares: `team_id`, which is the same in every table, but not `id`. */
function comparedIds(query: Query): string[] {
  const where = whereOf(query);
  return where
    ? equalities(query.script, where).flatMap(({ column }) => (/.ID$/.test(column) ? column : []))
    : [];
}

function leavesBetween(sourceCode: SourceCode, fn: Node, before: Node, after: Node): boolean {
  for (const node of nodesWithin(sourceCode, fn)) {
    if (node.type !== 'IfStatement' || !alwaysExits(node.consequent)) continue;
    if (before.range[1] <= node.range[0] && node.range[1] <= after.range[0]) return true;
  }
  return false;
}

/** `ln.record_id`, where `ln` is what the function has waited for: the row came from the database. */
function isOfReadRow(sourceCode: SourceCode, queries: readonly Query[], key: Node, depth = 0): boolean {
  if (depth > 2 || (depth === 0 && !(key.type === 'MemberExpression' && /id$/i.test(memberName(key) ?? ''))))
    return false;
  let root = unwrap(key);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  const definition = findVariable(sourceCode, root)?.defs[0];
  const init = definition?.type === 'Variable' ? definition.node.init : null;
  if (!init) return false;
  if (init.type !== 'AwaitExpression') return isOfReadRow(sourceCode, queries, init, depth + 1);
  const call = unwrapAwaited(init);
  if (call.type !== 'CallExpression') return false;
  return !TAKES_INPUT.test(calleeName(call)) || queries.some(({ runner }) => runner === call);
}

/** Functions that wait for what a client sends. */
const TAKES_INPUT = /valid|parse|verify|json|body|form|params|query|input/i;

import type { TSESTree } from '@typescript-eslint/utils';
import { functionNamed } from '../ast/called-function.ts';
import { calleeName, isFirstElement, memberName, memberOf, receiver, wordsOf } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode, type Variable } from '../ast/node.ts';
import { undeclaredVariable } from '../ast/undeclared.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { fetchesOneRow, isPrepared, isRun } from './prepared-statements.ts';
import type { Query } from './queries.ts';
import { clauseOf, type Command, type Script } from './statement.ts';

/** Methods that hand out one row, or rows one by one. */
const ONE_ROW =
  /^(?:get|first|one|oneOrNone|maybeOne|oneFirst|maybeOneFirst|queryOne|getOne|fetchOne|findOne|selectOne|queryRow|getCell|getRow|getFirstAsync|getFirstSync|getAsync|pluck|stream|queryStream|each|iterate|eachAsync|cursor|shift|at|0)$/i;

/** `queryFirst`, `fetchOneRow`, `executeTakeFirst`, `queryScalar`: a word of the name says it. A `singleQuery` is one query. */
function handsOutOneRow(name: string): boolean {
  return (
    ONE_ROW.test(name) ||
    wordsOf(name).some(
      (word, index, words) =>
        /^(?:first|one|single|scalar)$/.test(word) && !(word === 'single' && words[index + 1] === 'query'),
    )
  );
}

/** Whether the code that runs a statement reads one row of it: `stmt.get()`, `rows[0]`, `const [user] = …`. */
export function readsOneRow(sourceCode: SourceCode, query: Query): boolean {
  const { runner, method } = query;
  if (!runner) return false;
  if (method !== null && handsOutOneRow(method)) return true;
  const executed = wrapped(callAround(runner));
  let node = executed;
  for (let member = memberOf(node); member; member = memberOf(node)) {
    const name = memberName(member);
    if (method === 'execute' && isFirstElement(member) && node === executed) {
      node = wrapped(member);
      continue;
    }
    if (isFirstElement(member) || (name !== null && handsOutOneRow(name))) return true;
    const call =
      member.parent.type === 'CallExpression' && member.parent.callee === member ? member.parent : null;
    if (call && name === 'then') return isOneRowThen(sourceCode, call, query);
    node = wrapped(call ?? member);
  }
  if (isPrepared(query) && !isRun(node)) return fetchesOneRow(sourceCode, node, query, handsOutOneRow);
  const { parent } = node;
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && isPair(query))
    return readsFirstOnly(sourceCode, parent.id, true);
  if (parent.type === 'VariableDeclarator' && parent.init === node)
    return isOneRowPattern(sourceCode, parent.id, query);
  if (parent.type === 'AssignmentExpression' && parent.right === node) {
    return isOneRowPattern(sourceCode, parent.left, query);
  }
  const last = runner.type === 'CallExpression' ? runner.arguments.at(-1) : undefined;
  const callback = last && (isFunction(last) ? last : functionNamed(sourceCode, last));
  const rows = callback?.params[1];
  return rows?.type === 'Identifier' && readsFirstOnly(sourceCode, rows);
}

/** `.then(([user]) => …)`, `.then((rows) => rows[0])`; what a later one gets is what this one gives. */
function isOneRowThen(sourceCode: SourceCode, call: TSESTree.CallExpression, query: Query): boolean {
  const [then] = call.arguments;
  const rows = then && isFunction(then) ? then.params[0] : undefined;
  if (!rows) return false;
  if (rows.type === 'Identifier' && givesPair(query)) return readsFirstOnly(sourceCode, rows, true);
  return isOneRowPattern(sourceCode, rows, query);
}

/** The call that a tagged template is handed to: `pool.query(sql`…`)`. */
function callAround(runner: Node): Node {
  if (runner.type !== 'TaggedTemplateExpression') return runner;
  const { parent } = runner;
  return parent.type === 'CallExpression' && parent.arguments[0] === runner ? parent : runner;
}

/** `pool.promise().query(…)` of mysql2. */
function isOfPromisePool(runner: Node): boolean {
  const pool = runner.type === 'CallExpression' ? receiver(runner) : null;
  return pool?.type === 'CallExpression' && calleeName(pool) === 'promise';
}

/** Whether the promise of a query is one of mysql2, which gives `[rows, fields]`. */
function givesPair({ method, dialect, script }: Query): boolean {
  if (!/^(?:query|execute)$/.test(method ?? '')) return false;
  return (
    dialect === 'mysql' ||
    script.tokens.some(({ kind, text }) => kind === 'parameter' && /^\?\??$/.test(text))
  );
}

/** Whether `const result = await …` gets `[rows, fields]` of mysql2: of `pool.promise()`, of `execute`, of `raw` for every row. */
function isPair({ runner, method, script }: Query): boolean {
  if (runner && isOfPromisePool(runner)) return true;
  if (method === 'execute') return true;
  // Nobody asks for every row, or for all that look alike, to read the first.
  return (
    (method === 'raw' || method === 'query') &&
    script.statements.every(({ commands }) => commands.every((command) => asksForMany(script, command)))
  );
}

function asksForMany({ tokens }: Script, command: Command): boolean {
  if (command.verb !== 'select' || clauseOf(command, 'order by')) return false;
  const where = clauseOf(command, 'where');
  if (!where) return true;
  const conditions = tokens.slice(where.first, where.last).map(({ text }) => text.toUpperCase());
  return conditions.some((text) => text.includes('%')) && !conditions.includes('=');
}

/** Nobody sorts a single row. */
function isSorted({ script }: Query): boolean {
  return script.statements.some(({ commands }) =>
    commands.some((command) => clauseOf(command, 'order by') !== undefined),
  );
}

/** `const [user] = …`, `const { rows: [user] } = …`, or a name of which only the first row is read. */
function isOneRowPattern(sourceCode: SourceCode, pattern: Node, query: Query): boolean {
  switch (pattern.type) {
    case 'Identifier':
      return readsFirstOnly(sourceCode, pattern);
    case 'ObjectPattern':
      return pattern.properties.some((property) => {
        if (property.type !== 'Property') return false;
        if (property.value.type === 'ArrayPattern') return property.value.elements.length === 1;
        return property.value.type === 'Identifier' && readsFirstOnly(sourceCode, property.value);
      });
    case 'ArrayPattern': {
      const [first] = pattern.elements;
      if (first?.type === 'ArrayPattern') return first.elements.length === 1;
      if (first?.type !== 'Identifier') return false;
      if (readsFirstOnly(sourceCode, first)) return true;
      // mysql2 answers [rows, fields]; other drivers answer the rows themselves.
      return (
        pattern.elements.length === 1 &&
        query.dialect !== 'mysql' &&
        !isSorted(query) &&
        !isNamedForRows(first.name) &&
        !isReadAsList(sourceCode, first)
      );
    }
    default:
      return false;
  }
}

/** `users`, `rowsOfUser`, `userList`, `allUsers`. */
function isNamedForRows(name: string): boolean {
  return (
    /(?:result|data|list|[^s]s)$/i.test(name) ||
    wordsOf(name).some((word) => /^(?:rows|results?|list|all)$/.test(word))
  );
}

/** Whether something that only a list has is read: `user.length`, `user.map(…)`. */
function isReadAsList(sourceCode: SourceCode, name: TSESTree.Identifier): boolean {
  const references = findVariable(sourceCode, name)?.references ?? [];
  return references.some(
    (reference) =>
      reference.isRead() && (isListUse(reference.identifier) || isElementRead(reference.identifier)),
  );
}

function isElementRead(list: Node): boolean {
  const { parent } = wrapped(list);
  return isFirstElement(parent) || (parent.type === 'ForOfStatement' && parent.right === list);
}

/** Whether `rows[0]` is read, and besides it no more than whether there are rows. */
function readsFirstOnly(sourceCode: SourceCode, name: TSESTree.Identifier, isPair = false): boolean {
  let readsFirst = false;
  for (const reference of readsOf(sourceCode, name)) {
    const use = useOf(isPair ? rowsOf(reference.identifier) : reference.identifier);
    if (use === 'other') return false;
    if (use === 'first') readsFirst = true;
  }
  return readsFirst;
}

/** What reads a variable before it is written again; where nothing does, everything that reads it. */
function readsOf(sourceCode: SourceCode, name: TSESTree.Identifier): Variable['references'] {
  const { references } = findVariable(sourceCode, name) ??
    undeclaredVariable(sourceCode, name) ?? { references: [] };
  const reads = references.filter((reference) => reference.isRead());
  const writes = references.filter((reference) => reference.isWrite()).map(({ identifier }) => identifier);
  if (writes.length < 2) return reads;
  const [start] = name.range;
  const end = Math.min(...writes.map(({ range }) => range[0]).filter((at) => at > start));
  const own = reads.filter(({ identifier: { range } }) => range[0] > start && range[0] < end);
  return own.length > 0 ? own : reads;
}

/** `result[0]`, the rows of a pair. */
function rowsOf(pair: Node): Node {
  const { parent } = wrapped(pair);
  return isFirstElement(parent) ? parent : pair;
}

/** What only a list has. */
const LIST_MEMBERS =
  /^(?:length|map|forEach|filter|reduce|reverse|sort|slice|flatMap|find|some|every|push|pop|shift)$/;

/** Whether something that only a list has is read of a value: `users.map(…)`, `users.length`. */
export function isListUse(first: Node): boolean {
  const member = memberOf(first);
  const name = member && memberName(member);
  return name !== null && LIST_MEMBERS.test(name);
}

/** `console.log(rows)`, by which no program means to read rows. */
function isLog(call: TSESTree.CallExpression): boolean {
  const object = receiver(call);
  return object?.type === 'Identifier' && /^(?:console|log|logger)$/.test(object.name);
}

function useOf(identifier: Node): 'first' | 'count' | 'other' {
  let node = wrapped(identifier);
  for (let depth = 0; depth < 3; depth++) {
    const { parent } = node;
    const target =
      parent.type === 'VariableDeclarator'
        ? parent.id
        : parent.type === 'AssignmentExpression' && parent.left;
    if (target && target.type === 'ArrayPattern') return target.elements.length === 1 ? 'first' : 'other';
    if (parent.type === 'UnaryExpression' || parent.type === 'IfStatement') return 'count';
    if (parent.type === 'CallExpression' && isLog(parent)) return 'count';
    if (parent.type === 'LogicalExpression' && parent.left === node && parent.operator === '&&')
      return 'count';
    const member = memberOf(node);
    if (!member) return 'other';
    const name = memberName(member);
    if (isFirstElement(member) && isListUse(member)) return 'other';
    if (isFirstElement(member) || name === 'shift' || name === 'at' || name === 'pop') return 'first';
    if (name === 'length' || name === 'rowCount' || name === 'count' || name === 'fields') return 'count';
    if (name !== 'rows' && name !== 'recordset' && name !== 'results')
      // `data['name']`: nobody asks a list for a member by a text.
      return member.computed && name !== null ? 'first' : 'other';
    node = wrapped(member);
  }
  return 'other';
}

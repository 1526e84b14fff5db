import type { TSESTree } from '@typescript-eslint/utils';
import { functionNamed } from '../ast/called-function.ts';
import { type GatheredResult, gatheredResult } from '../ast/gathered-promises.ts';
import {
  calleeName,
  isFirstElement,
  keyName,
  lastName,
  memberName,
  memberOf,
  receiver,
  wordsOf,
} from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { executionOf } from './executions.ts';
import { isElementRead, isListUse, LIST_MEMBERS, readsFirstOnly } from './first-row.ts';
import { givesPairsElsewhere } from './pair-handles.ts';
import { fetchesOneRow, isPrepared, isRun } from './prepared-statements.ts';
import type { Query } from './queries.ts';
import { certainlyGivesPair, givesPair, mayGivePair } from './result-pairs.ts';
import { sequelizeResult } from './sequelize-results.ts';
import { clauseOf } from './statement.ts';

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

/**
 * Whether the code that runs a statement, one of perhaps several that are sent at once, reads one row of it: `stmt.get()`,
 * `rows[0]`, `const [user] = …`.
 */
export function readsOneRow(sourceCode: SourceCode, query: Query, index: number): boolean {
  const { runner, method } = query;
  if (!runner) return false;
  if (method !== null && handsOutOneRow(method)) return true;
  const execution = executionOf(sourceCode, runner);
  if (execution.type === 'CallExpression' && handsOutOneRow(calleeName(execution))) return true;
  if (sequelizeResult(sourceCode, query) === 'row') return true;
  const executed = wrapped(execution);
  let node = executed;
  let isOutOfPair = false;
  for (let member = memberOf(node); member; member = memberOf(node)) {
    const name = memberName(member);
    if (isFirstElement(member) && node === executed && certainlyGivesPair(sourceCode, query)) {
      isOutOfPair = true;
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
  const gathered = gatheredResult(sourceCode, node);
  if (gathered) return isOneRowAmong(sourceCode, gathered, query, index);
  const { parent } = node;
  const target =
    parent.type === 'VariableDeclarator'
      ? parent.id
      : parent.type === 'AssignmentExpression' && parent.right === node
        ? parent.left
        : null;
  if (target)
    return isOutOfPair
      ? readsFirstOnly(sourceCode, target)
      : isOneRowResult(sourceCode, target, query, index);
  const last = execution.type === 'CallExpression' ? execution.arguments.at(-1) : undefined;
  const callback = last && (isFunction(last) ? last : functionNamed(sourceCode, last));
  const rows = callback?.params[1];
  if (rows?.type === 'ObjectPattern') return isOneRowPattern(sourceCode, rows, query);
  return (
    rows?.type === 'Identifier' &&
    (isOneRowOfSeveral(sourceCode, rows, query, index) || readsFirstOnly(sourceCode, rows))
  );
}

/** `.then(([user]) => …)`, `.then((rows) => rows[0])`; what a later one gets is what this one gives. */
function isOneRowThen(sourceCode: SourceCode, call: TSESTree.CallExpression, query: Query): boolean {
  const [then] = call.arguments;
  const rows = then && isFunction(then) ? then.params[0] : undefined;
  if (!rows) return false;
  if (rows.type === 'Identifier' && (mayGivePair(query) || sequelizeResult(sourceCode, query) === 'pair'))
    return readsFirstOnly(sourceCode, rows, [0]);
  return isOneRowPattern(sourceCode, rows, query);
}

/** What the result of a query is written to: what is read of it says which rows, of a pair by another element than alone. */
function isOneRowResult(sourceCode: SourceCode, target: Node, query: Query, index: number): boolean {
  if (isOneRowOfSeveral(sourceCode, target, query, index)) return true;
  if (target.type !== 'Identifier') return isOneRowPattern(sourceCode, target, query);
  return isOneRowAt(sourceCode, target, [], query);
}

/** Whether a name, or an element of what it holds, is a result of which one row is read. */
function isOneRowAt(
  sourceCode: SourceCode,
  name: TSESTree.Identifier,
  path: readonly number[],
  query: Query,
): boolean {
  const isFirst = readsFirstOnly(sourceCode, name, path);
  const isFirstOfPair = readsFirstOnly(sourceCode, name, [...path, 0]);
  return isFirst !== isFirstOfPair && givesPair(sourceCode, query) ? isFirstOfPair : isFirst;
}

/** One of several results that the program waits for together: `const [user, orders] = await Promise.all([…])`. */
function isOneRowAmong(
  sourceCode: SourceCode,
  { target, index: place }: GatheredResult,
  query: Query,
  index: number,
): boolean {
  if (target.type === 'Identifier') return isOneRowAt(sourceCode, target, [place], query);
  const element = target.type === 'ArrayPattern' ? target.elements[place] : null;
  return element ? isOneRowResult(sourceCode, element, query, index) : false;
}

/** `results[1][0]` of the second of several statements; mysql2 gives the results in a pair, `const [results] = …`. */
function isOneRowOfSeveral(sourceCode: SourceCode, target: Node, query: Query, index: number): boolean {
  if (query.script.statements.length === 1) return false;
  const results =
    target.type === 'ArrayPattern' && target.elements.length === 1 ? target.elements[0] : target;
  return results?.type === 'Identifier' && readsFirstOnly(sourceCode, results, [index]);
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
      if (first?.type === 'ObjectPattern') return !takesListMember(first);
      if (first?.type !== 'Identifier') return false;
      if (readsFirstOnly(sourceCode, first)) return true;
      if (sequelizeResult(sourceCode, query) === 'pair') return false;
      if (givesRowsAlone(sourceCode, query))
        return pattern.elements.length === 1 && !isReadAsList(sourceCode, first);
      // mysql2 answers [rows, fields]; other drivers answer the rows themselves.
      return (
        pattern.elements.length === 1 &&
        query.dialect !== 'mysql' &&
        !isSorted(query) &&
        !isNamedForRows(first.name) &&
        !isReadAsList(sourceCode, first) &&
        !(query.runner && givesPairsElsewhere(sourceCode, query.runner))
      );
    }
    default:
      return false;
  }
}

/** `const [{ length }] = …` reads the rows of mysql2; `const [{ total }] = …` a column of the first one. */
function takesListMember({ properties }: TSESTree.ObjectPattern): boolean {
  return properties.some(
    (property) => property.type === 'Property' && LIST_MEMBERS.test(keyName(property) ?? ''),
  );
}

/** `dataSource.query(…)`, `queryRunner.query(…)` of TypeORM: the rows, whatever the driver gives beside them; those of Sequelize. */
function givesRowsAlone(sourceCode: SourceCode, query: Query): boolean {
  const object = query.runner?.type === 'CallExpression' ? receiver(query.runner) : null;
  const isOfTypeOrm =
    object !== null && /(?:dataSource|queryRunner|entityManager)$/i.test(lastName(object) ?? '');
  return isOfTypeOrm || sequelizeResult(sourceCode, query) === 'rows';
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

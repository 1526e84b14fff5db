import type { TSESTree } from '@typescript-eslint/utils';
import { callChain } from '../ast/call-chain.ts';
import { calledFunctionOrMethod } from '../ast/called-function.ts';
import { variableInit } from '../ast/constant.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, receiver, stringValue } from '../ast/names.ts';
import type { Node, Range, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { isBuilderCall, isPartOfQuery } from './query-builders.ts';
import { builderTable } from './query-calls.ts';
import { mayHaveBuilderStars } from './signs.ts';

/** A star that a query builder is asked for: `.select('*')`, `.returning('*')`, `.selectAll()`. */
export interface BuilderStar {
  readonly kind: 'select' | 'returning';
  /** The star, or the name of the method that stands for it. */
  readonly range: Range;
  /** The table, where the chain shows one and no other is joined. */
  readonly table: string | null;
  /** The literal that is nothing but the star. */
  readonly literal: TSESTree.StringLiteral | null;
}

/** Every star that the file asks a query builder for and that leaves the database. */
export const builderStarsOf = perFile((sourceCode: SourceCode): readonly BuilderStar[] => {
  if (!mayHaveBuilderStars(sourceCode)) return [];
  return inventoryOf(sourceCode).calls.flatMap((call) =>
    call.type === 'CallExpression' ? starsIn(sourceCode, call) : [],
  );
});

function starsIn(sourceCode: SourceCode, call: TSESTree.CallExpression): BuilderStar[] {
  const name = calleeName(call);
  const isAll = name === 'selectAll' || name === 'returningAll';
  if (!isAll && name !== 'select' && name !== 'returning') return [];
  const places = isAll ? [methodName(call)] : call.arguments.flatMap(starLiterals);
  if (places.length === 0 || !isBuilderCall(sourceCode, call)) return [];
  if (isAll && (!followsTable(sourceCode, call) || takesText(call))) return [];
  if (isOfAnyTable(sourceCode, call)) return [];
  if (readsNamedColumns(call) || isPartOfQuery(call)) return [];
  const kind = name === 'select' || name === 'selectAll' ? 'select' : 'returning';
  const table = tableOf(call);
  return places.map((place) => ({
    kind,
    table,
    range: place.type === 'Literal' ? [place.range[1] - 2, place.range[1] - 1] : place.range,
    literal: place.type === 'Literal' && place.value === '*' ? (place as TSESTree.StringLiteral) : null,
  }));
}

/** `db.selectAll('users')` is a method of the project's own: that of Kysely follows the table, at once or in a variable. */
function followsTable(sourceCode: SourceCode, call: TSESTree.CallExpression): boolean {
  const object = receiver(call);
  const variable = findVariable(sourceCode, object);
  const init = variableInit(variable);
  const begin = init ? unwrap(init) : object;
  return begin?.type === 'CallExpression' && receiver(begin) !== null;
}

/** `db().selectAll('SELECT …', [id])`: Kysely's takes names of tables at most. */
function takesText({ arguments: given }: TSESTree.CallExpression): boolean {
  const [first] = given;
  if (!first) return false;
  const name = stringValue(unwrap(first as Node));
  return given.length > 1 || (first.type !== 'ArrayExpression' && (name === null || /\s/.test(name)));
}

/** `db(table).select('*')` in a function that is handed the table: there are no columns to name. */
function isOfAnyTable(sourceCode: SourceCode, call: TSESTree.CallExpression, depth = 0): boolean {
  const table = builderTable(call);
  if (findVariable(sourceCode, table)?.defs[0]?.type !== 'Parameter' || depth > MAX_DEPTH) return false;
  // `trips(user)`: what a function of the file is given may be something else.
  const begin = table?.parent;
  const fn = begin?.type === 'CallExpression' ? calledFunctionOrMethod(sourceCode, begin) : null;
  if (!fn) return true;
  return returnedExpressions(fn).some((returned) => {
    const built = unwrap(returned);
    return built.type === 'CallExpression' && isOfAnyTable(sourceCode, built, depth + 1);
  });
}

/** Functions that are followed; code that is being typed may name itself. */
const MAX_DEPTH = 4;

function methodName({ callee }: TSESTree.CallExpression): Node {
  return callee.type === 'MemberExpression' ? callee.property : callee;
}

/** `'*'` and `'users.*'`, alone or in a list. */
function starLiterals(argument: Node): TSESTree.Literal[] {
  const node = unwrap(argument);
  if (node.type === 'ArrayExpression')
    return node.elements.flatMap((element) => (element ? starLiterals(element) : []));
  return node.type === 'Literal' && /^(?:\w+\.)?\*$/.test(stringValue(node) ?? '') ? [node] : [];
}

/** A star over a subquery or a common table expression, whose columns are named where it is written. */
function readsNamedColumns(call: TSESTree.CallExpression): boolean {
  return callChain(call).some((link) => {
    const name = calleeName(link);
    if (/^with(?:Recursive|Materialized)?$/.test(name)) return true;
    const [source] = link.arguments;
    if (!/^(?:from|selectFrom)$/.test(name) || !source) return false;
    const { type } = unwrap(source as Node);
    return type === 'CallExpression' || type === 'ArrowFunctionExpression' || type === 'FunctionExpression';
  });
}

/** `users` in `knex('users')`, `.from('users')`, `.selectFrom('users as u')`; null when another table is joined. */
function tableOf(call: TSESTree.CallExpression): string | null {
  const chain = callChain(call);
  if (chain.some((link) => /join/i.test(calleeName(link)))) return null;
  for (const link of chain) {
    const isRoot = link === chain.at(-1);
    if (
      !isRoot &&
      !/^(?:from|into|table|selectFrom|insertInto|updateTable|deleteFrom)$/.test(calleeName(link))
    )
      continue;
    const [first] = link.arguments;
    const table = first ? stringValue(unwrap(first as Node)) : null;
    if (table !== null && table !== '*') return table.split(/\s+as\s+/i)[0] ?? null;
  }
  return null;
}

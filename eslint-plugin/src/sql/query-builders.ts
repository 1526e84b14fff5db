import type { TSESTree } from '@typescript-eslint/utils';
import { calledFunctionOrMethod } from '../ast/called-function.ts';
import { variableInit } from '../ast/constant.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { callChain } from '../ast/call-chain.ts';
import { importedValue } from '../ast/imported-value.ts';
import { calleeName, receiver } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode, type Variable } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { tellingCallsOf } from '../places/calls.ts';
import { handleOf } from './handles.ts';

/** Calls with which the chain of a builder begins, whatever they are called on. */
const BEGINS =
  /^(?:createQueryBuilder|selectFrom|insertInto|updateTable|deleteFrom|queryBuilder|get(?:DB|Db|Database|Knex))$/;

/** Whether a method is called on a query builder: `knex('users').…`, `db.selectFrom('users').…`, `query.…`. */
export function isBuilderCall(sourceCode: SourceCode, call: TSESTree.CallExpression): boolean {
  const object = receiver(call);
  return object !== null && isBuilder(sourceCode, object, 0);
}

function isBuilder(sourceCode: SourceCode, node: Node, depth: number): boolean {
  if (depth > 4) return false;
  let current = unwrap(node);
  while (current.type === 'CallExpression') {
    const name = calleeName(current);
    const object = receiver(current);
    if (BEGINS.test(name) || (name === 'query' && isModel(object))) return true;
    if (!object || unwrap(object).type === 'ThisExpression')
      return isDatabase(sourceCode, current.callee) || givesBuilder(sourceCode, current, depth);
    current = unwrap(object);
  }
  const variable = findVariable(sourceCode, current);
  const init = variableInit(variable);
  if (init && isBuilder(sourceCode, init, depth + 1)) return true;
  return isHanded(sourceCode, variable, depth) || isDatabase(sourceCode, current);
}

/** Whether a function of the file gives a builder: `const trips = () => knex('trips')`. */
function givesBuilder(sourceCode: SourceCode, call: TSESTree.CallExpression, depth: number): boolean {
  const fn = calledFunctionOrMethod(sourceCode, call);
  return (
    fn !== null && returnedExpressions(fn).some((returned) => isBuilder(sourceCode, returned, depth + 1))
  );
}

/** Methods that hand the builder itself to a function. */
const HANDS_BUILDER = /^(?:modify\w*|when|\$if|\$call|(?:and|or)?[wW]here)$/;

/** Whether a variable is what a builder hands to a function: `sort` of `query.modify((sort) => …)`, also by the function's name. */
function isHanded(sourceCode: SourceCode, variable: Variable | null, depth: number): boolean {
  const definition = variable?.defs[0];
  if (definition?.type !== 'Parameter' || !isFunction(definition.node)) return false;
  const fn = definition.node;
  if (fn.params[0] !== definition.name) return false;
  return [fn, ...readsOf(sourceCode, fn)].some(({ parent }) => {
    if (parent?.type !== 'CallExpression' || !HANDS_BUILDER.test(calleeName(parent))) return false;
    const object = receiver(parent);
    return object !== null && isBuilder(sourceCode, object, depth + 1);
  });
}

/** Where the name of a function stands. */
function readsOf(sourceCode: SourceCode, fn: FunctionNode): Node[] {
  const name = fn.parent.type === 'VariableDeclarator' ? fn.parent.id : fn.id;
  return (name && findVariable(sourceCode, name)?.references.map(({ identifier }) => identifier)) ?? [];
}

/** Whether an expression is a handle, as this file tells or the one that makes it: `client` of `module.exports = knex(config)`. */
function isDatabase(sourceCode: SourceCode, node: Node): boolean {
  const { kind } = handleOf(sourceCode, node);
  if (kind !== 'open') return kind === 'database';
  const made = importedValue(sourceCode, node);
  return made?.node.type === 'CallExpression' && handleOf(made.sourceCode, made.node).kind === 'database';
}

/** Methods of TypeORM's builder that take a condition as text. */
export const CONDITIONS = /^(?:where|andWhere|orWhere|having|andHaving|orHaving)$/;

/** Nobody writes a longer chain, and each of its links is asked. */
const MAX_LINKS = 100;

/** Whether a file may have a builder of TypeORM. */
export function mayHaveConditionTexts(sourceCode: SourceCode): boolean {
  return tellingCallsOf(sourceCode).conditions.length > 0 && sourceCode.text.includes('QueryBuilder');
}

/** Whether a call puts a condition into a statement that TypeORM composes: ``createQueryBuilder('u').where(`u.id = ${id}`)``. */
export function takesConditionText(sourceCode: SourceCode, call: TSESTree.CallExpression): boolean {
  return CONDITIONS.test(calleeName(call)) && isOfTypeOrm(sourceCode, receiver(call), 0);
}

function isOfTypeOrm(sourceCode: SourceCode, node: Node | null, depth: number): boolean {
  let current = node && unwrap(node);
  for (let links = 0; current?.type === 'CallExpression' && links < MAX_LINKS; links++) {
    if (calleeName(current) === 'createQueryBuilder') return true;
    const object = receiver(current);
    current = object && unwrap(object);
  }
  const variable = findVariable(sourceCode, current);
  const name = variable?.defs[0]?.name;
  const type = name?.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
  if (
    type?.type === 'TSTypeReference' &&
    /^(?:Select|Update|Delete)QueryBuilder$/.test(sourceCode.getText(type.typeName))
  )
    return true;
  const init = variableInit(variable);
  return init !== null && depth < 4 && isOfTypeOrm(sourceCode, init, depth + 1);
}

/** `User.query()` of Objection. */
function isModel(object: Node | null): boolean {
  return object?.type === 'Identifier' && /^[A-Z][a-z]/.test(object.name);
}

/** Calls whose arguments are part of a larger statement, which may name the columns itself. */
const TAKES_QUERY =
  /exists|^(?:from|fromSelf|with\w*|join|\w+Join|joinRaw|union\w*|intersect\w*|except\w*|where\w*|andWhere\w*|orWhere\w*|having\w*|insert|select|raw|as|expression|values)$/i;

/** Whether a builder's statement is a part of another one: in the arguments of a call, named by `.as()`, in a function. */
export function isPartOfQuery(call: TSESTree.CallExpression): boolean {
  const chain = callChain(call);
  if (chain.some((link) => calleeName(link) === 'as')) return true;
  for (let node: Node | undefined = chain[0]; node?.parent; node = node.parent) {
    const { parent }: Node = node;
    if (parent.type === 'CallExpression' && parent.callee !== node && TAKES_QUERY.test(calleeName(parent)))
      return true;
    const isReturned = parent.type === 'ReturnStatement' || node.type === 'ReturnStatement';
    if (!isReturned && /Statement$|^VariableDeclaration$/.test(parent.type)) return false;
  }
  return false;
}

import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { constantValue } from '../ast/constant.ts';
import { calleeName, receiver } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import type { Query } from './queries.ts';
import { holeAt } from './text.ts';
import type { Token } from './tokens.ts';
import { propertyOf } from './validation.ts';

/** The expression whose value a placeholder or a hole of a statement gets; null where the file does not show it. */
export function boundValue(sourceCode: SourceCode, query: Query, token: Token): Node | null {
  if (token.kind === 'hole') return holeAt(query.sql, token.start)?.node ?? null;
  if (token.kind !== 'parameter' || token.hasHole) return null;
  const values = valuesOf(sourceCode, query);
  if (!values) return null;
  const named = /^[:@$]([A-Za-z_]\w*)$/.exec(token.text);
  if (named) return namedValue(values, named[1] ?? '');
  const index =
    token.text.startsWith('$') || /^\?\d/.test(token.text)
      ? Number(token.text.slice(1)) - 1
      : query.script.tokens.filter(({ kind, start }) => kind === 'parameter' && start < token.start).length;
  const [only] = values;
  if (values.length === 1 && only?.type === 'ObjectExpression' && only.parent.type !== 'ArrayExpression')
    return null;
  const spread = values.findIndex((value) => value.type === 'SpreadElement');
  return spread !== -1 && index >= spread ? null : (values[index] ?? null);
}

function namedValue(values: readonly Node[], name: string): Node | null {
  const [object] = values;
  if (object?.type !== 'ObjectExpression') return null;
  const replacements = propertyOf(object, 'replacements');
  return propertyOf(replacements?.type === 'ObjectExpression' ? replacements : object, name);
}

/** The values that a statement is run with, in order. */
export function valuesOf(sourceCode: SourceCode, query: Query): readonly Node[] | null {
  const { runner, method } = query;
  if (runner?.type === 'CallExpression' && (method === 'prepare' || method === 'prepareStatement'))
    return preparedValues(sourceCode, runner);
  if (!query.values || isFunction(query.values)) return null;
  const listed = listedIn(resolved(sourceCode, query.values));
  if (listed) return listed;
  // sqlite3 takes values one by one, and a callback after them.
  const isListed = query.dialect === 'sqlite' && runner?.type === 'CallExpression';
  return isListed ? argumentsOf(runner.arguments.slice(1)) : null;
}

/** `db.prepare(text).all(a, b)`, `db.prepare(text).bind(a, b).all()`. */
function preparedValues(sourceCode: SourceCode, prepared: TSESTree.CallExpression): readonly Node[] | null {
  const member = wrapped(prepared).parent;
  const call = member?.type === 'MemberExpression' ? member.parent : null;
  if (call?.type !== 'CallExpression' || receiver(call) === null) return null;
  if (!/^(?:all|get|run|iterate|bind|each|pluck)$/.test(calleeName(call))) return null;
  const only = call.arguments.length === 1 ? argumentAt(call, 0) : null;
  return (only && listedIn(resolved(sourceCode, only))) ?? argumentsOf(call.arguments);
}

function resolved(sourceCode: SourceCode, node: Node): Node {
  return constantValue(sourceCode, node) ?? unwrap(node);
}

/** The values of a list, or an object of named ones; null for anything else. */
function listedIn(values: Node): readonly Node[] | null {
  if (values.type === 'ArrayExpression') return values.elements.map((element) => element ?? values);
  return values.type === 'ObjectExpression' ? [values] : null;
}

function argumentsOf(list: readonly TSESTree.CallExpressionArgument[]): readonly Node[] {
  return list.filter((argument) => !isFunction(argument));
}

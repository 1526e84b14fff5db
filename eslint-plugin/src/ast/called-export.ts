import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from './constant.ts';
import { calleeName, memberName, stringValue } from './names.ts';
import type { Node, SourceCode } from './node.ts';
import { unwrap } from './unwrap.ts';
import { findVariable, importedAs, importOf } from './variable.ts';

/**
 * The module that a called function or class comes from, and its name there: itself, as `passportJWT.Strategy`, as a constant
 * that holds that, or as what a class extends, by `PassportStrategy(Strategy)` in Nest. Null for what no module gives.
 */
export function calledExport(
  sourceCode: SourceCode,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): { source: string; name: string } | null {
  const called = unwrap(call.callee);
  const callee = called.type === 'Super' ? extendedBy(call) : called;
  if (!callee) return null;
  // `require('express-session')(options)`
  if (callee.type === 'CallExpression') {
    const source = moduleOf(sourceCode, callee);
    return source === null ? null : { source, name: 'default' };
  }
  const variable = findVariable(sourceCode, callee);
  const imported = importedAs(sourceCode, variable);
  if (imported) return imported;
  const init = variable ? constantInit(variable) : callee;
  const member = init && unwrap(init);
  if (member?.type !== 'MemberExpression') return null;
  const source = moduleOf(sourceCode, unwrap(member.object));
  return source === null ? null : { source, name: memberName(member) ?? '' };
}

/** The module that an expression is, or is taken out of: by its name, or where it is loaded, `require('jsonwebtoken')`. */
export function moduleOf(sourceCode: SourceCode, object: Node): string | null {
  if (object.type !== 'CallExpression') return importOf(findVariable(sourceCode, object))?.source ?? null;
  const [source] = object.arguments;
  return calleeName(object) === 'require' && source ? stringValue(source) : null;
}

/** The class whose constructor `super(…)` calls: the argument of a function that makes one of it. */
function extendedBy(call: Node): Node | null {
  let node: Node | undefined = call;
  while (node && node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') node = node.parent;
  const base = node?.superClass && unwrap(node.superClass);
  if (base?.type !== 'CallExpression') return base ?? null;
  const [made] = base.arguments;
  return made && calleeName(base) === 'PassportStrategy' ? unwrap(made) : null;
}

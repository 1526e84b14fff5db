import { moduleOf } from '../ast/called-export.ts';
import { functionNamed } from '../ast/called-function.ts';
import { constantInit } from '../ast/constant.ts';
import { loadsSigning } from '../loaded-modules.ts';
import type { TSESTree } from '@typescript-eslint/utils';
import { fieldValue } from '../ast/field-value.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importedAs } from '../ast/variable.ts';

/** Names that are followed; code that is being typed may name itself. */
const MAX_DEPTH = 4;

/** A call of jsonwebtoken: `jwt.sign(payload, key, options)`, `jwt.verify(token, key, options)`. */
export interface JwtCall {
  readonly kind: 'sign' | 'verify';
  readonly call: TSESTree.CallExpression;
  /** The payload or the token. */
  readonly subject: Node;
  readonly key: Node | null;
  /** The options: none, an object that the file shows, or something else. */
  readonly options: TSESTree.ObjectExpression | 'none' | 'unknown';
}

/** Whether a file loads jsonwebtoken. */
export function loadsJsonWebToken(sourceCode: SourceCode): boolean {
  return loadsSigning(sourceCode, ['jsonwebtoken']);
}

/** Every call of jsonwebtoken in a file, promisified ones too. */
export const jwtCallsOf = perFile((sourceCode: SourceCode): readonly JwtCall[] => {
  if (!loadsJsonWebToken(sourceCode)) return [];
  return inventoryOf(sourceCode).calls.flatMap((call) => {
    const kind = call.type === 'CallExpression' ? kindOf(sourceCode, call.callee) : null;
    if (!kind || call.type !== 'CallExpression') return [];
    const [subject, key, third] = call.arguments;
    if (!subject || subject.type === 'SpreadElement' || key?.type === 'SpreadElement') return [];
    return [{ kind, call, subject, key: key ?? null, options: optionsOf(sourceCode, third) }];
  });
});

function kindOf(sourceCode: SourceCode, callee: Node, depth = 0): 'sign' | 'verify' | null {
  if (depth > MAX_DEPTH) return null;
  const expression = unwrap(callee);
  if (expression.type === 'CallExpression') {
    const [argument] = expression.arguments;
    return calleeName(expression) === 'promisify' && argument
      ? kindOf(sourceCode, argument, depth + 1)
      : null;
  }
  if (expression.type === 'MemberExpression' && expression.property.type === 'Identifier') {
    const { name } = expression.property;
    const object = unwrap(expression.object);
    return (name === 'sign' || name === 'verify') && isLibrary(sourceCode, object) ? name : null;
  }
  if (expression.type !== 'Identifier') return null;
  const variable = findVariable(sourceCode, expression);
  const imported = importedAs(sourceCode, variable);
  if (imported)
    return imported.source === 'jsonwebtoken' && (imported.name === 'sign' || imported.name === 'verify')
      ? imported.name
      : null;
  const init = constantInit(variable);
  const made = init ? unwrap(init) : null;
  return made?.type === 'CallExpression' || made?.type === 'MemberExpression'
    ? kindOf(sourceCode, made, depth + 1)
    : null;
}

/** The library by its name, where it is loaded, or in a field that is set to it: `this.jwt = require('jsonwebtoken')`. */
function isLibrary(sourceCode: SourceCode, object: Node): boolean {
  const held = object.type === 'MemberExpression' ? fieldValue(sourceCode, object) : null;
  return moduleOf(sourceCode, held ? unwrap(held) : object) === 'jsonwebtoken';
}

function optionsOf(sourceCode: SourceCode, argument: Node | undefined): JwtCall['options'] {
  if (!argument) return 'none';
  const expression = unwrap(argument);
  if (isFunction(expression)) return 'none';
  if (expression.type === 'ObjectExpression') return expression;
  if (expression.type !== 'Identifier') return 'unknown';
  if (expression.name === 'undefined' || functionNamed(sourceCode, expression)) return 'none';
  const variable = findVariable(sourceCode, expression);
  const init = constantInit(variable);
  return init && unwrap(init).type === 'ObjectExpression'
    ? (unwrap(init) as TSESTree.ObjectExpression)
    : 'unknown';
}

/** Whether an object literal has a property, or could have it through a spread or a computed key. */
export function mayHave(object: TSESTree.ObjectExpression, name: string): boolean {
  return object.properties.some((property) => {
    if (property.type === 'SpreadElement' || property.computed) return true;
    return property.key.type === 'Identifier'
      ? property.key.name === name
      : property.key.type === 'Literal' && property.key.value === name;
  });
}

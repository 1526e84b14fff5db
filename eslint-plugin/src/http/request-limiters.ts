import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { keyName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';

/** A limiter that a file makes with express-rate-limit, and the options that it shows. */
export interface RequestLimiter {
  readonly call: TSESTree.CallExpression;
  /** The options by name; the last of a name counts. */
  readonly options: ReadonlyMap<string, TSESTree.Property>;
}

/** The limiters of express-rate-limit whose options a file shows to the last. */
export const requestLimitersOf = perFile((sourceCode: SourceCode): readonly RequestLimiter[] => {
  if (!sourceCode.text.includes('express-rate-limit')) return [];
  return inventoryOf(sourceCode).calls.flatMap((call) => {
    if (call.type !== 'CallExpression' || !isLibrary(sourceCode, call.callee)) return [];
    const [first] = call.arguments;
    const options = first ? optionsOf(sourceCode, first) : new Map<string, TSESTree.Property>();
    return options ? [{ call, options }] : [];
  });
});

function isLibrary(sourceCode: SourceCode, callee: Node): boolean {
  const expression = unwrap(callee);
  const variable = findVariable(sourceCode, expression);
  const imported = importOf(variable);
  return imported?.source === 'express-rate-limit' && /^(?:default|rateLimit)$/.test(imported.name);
}

/** The options by name; null where a spread or a computed key could bring others. */
function optionsOf(sourceCode: SourceCode, node: Node): Map<string, TSESTree.Property> | null {
  let expression = unwrap(node);
  if (expression.type === 'Identifier') {
    const variable = findVariable(sourceCode, expression);
    const init = constantInit(variable);
    if (!init) return null;
    expression = unwrap(init);
  }
  if (expression.type !== 'ObjectExpression') return null;
  const options = new Map<string, TSESTree.Property>();
  for (const property of expression.properties) {
    const name = property.type === 'Property' ? keyName(property) : null;
    if (property.type !== 'Property' || name === null) return null;
    options.set(name, property);
  }
  return options;
}

/** The limiter that an expression stands for, where the file makes it. */
export function limiterBehind(sourceCode: SourceCode, node: Node): RequestLimiter | null {
  let expression = unwrap(node);
  if (expression.type === 'Identifier') {
    const variable = findVariable(sourceCode, expression);
    const init = constantInit(variable);
    if (init) expression = unwrap(init);
  }
  return requestLimitersOf(sourceCode).find(({ call }) => call === expression) ?? null;
}

import { constantInit } from './constant.ts';
import type { ElementLoop } from './element-loop.ts';
import { calleeName, lastName } from './names.ts';
import type { Node, SourceCode } from './node.ts';
import { unwrap } from './unwrap.ts';
import { findVariable } from './variable.ts';

/** A list that the program writes out is as long as it is: `for (const table of ['users', 'orders'])`. */
export function isShortByDesign(sourceCode: SourceCode, list: Node, depth = 0): boolean {
  const expression = unwrap(list);
  if (depth > 3) return false;
  if (expression.type === 'ArrayExpression')
    return expression.elements.every((element) => element?.type !== 'SpreadElement');
  if (expression.type === 'ObjectExpression')
    return expression.properties.every(({ type }) => type === 'Property');
  if (expression.type === 'CallExpression') {
    const [argument] = expression.arguments;
    const isOfObject = /^(?:keys|values|entries)$/.test(calleeName(expression));
    return isOfObject && argument !== undefined && isShortByDesign(sourceCode, argument, depth + 1);
  }
  if (expression.type !== 'Identifier') return false;
  const variable = findVariable(sourceCode, expression);
  const init = constantInit(variable);
  const isFilled = variable?.references.some(({ identifier: { parent } }) => {
    const call = parent.type === 'MemberExpression' ? parent.parent : null;
    return call?.type === 'CallExpression' && /^(?:push|unshift|splice|concat)$/.test(calleeName(call));
  });
  return init !== null && !isFilled && isShortByDesign(sourceCode, init, depth + 1);
}

const PORTION = /chunk|batch|page|slice|partition|portion|shard|migration|tenant|schema|database/i;

/** Whether a loop goes through batches, chunks or pages of a list, or through its groups. */
export function isListOfPortions(sourceCode: SourceCode, { list, element }: ElementLoop): boolean {
  const listName = list.type === 'CallExpression' ? calleeName(list) : (lastName(list) ?? '');
  const elementName = element?.type === 'Identifier' ? element.name : '';
  return PORTION.test(listName) || PORTION.test(elementName) || isOfGroups(sourceCode, list);
}

/** `Object.entries(groupBy(tasks, 'owner'))`: each turn has a list of its own. */
function isOfGroups(sourceCode: SourceCode, list: Node, depth = 0): boolean {
  const expression = unwrap(list);
  if (expression.type === 'Identifier') {
    const variable = depth < 3 ? findVariable(sourceCode, expression) : null;
    const init = constantInit(variable);
    return init !== null && isOfGroups(sourceCode, init, depth + 1);
  }
  if (expression.type !== 'CallExpression') return false;
  const name = calleeName(expression);
  if (name === 'groupBy') return true;
  const [argument] = expression.arguments;
  return (
    /^(?:entries|values)$/.test(name) && argument !== undefined && isOfGroups(sourceCode, argument, depth + 1)
  );
}

import { alwaysExits } from '../ast/control-flow.ts';
import { nodesWithin } from '../ast/inventory.ts';
import { keyName, stringValue } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { wrapped } from '../ast/unwrap.ts';

const ASKS_FOR_PRODUCTION = /prod(?:uction)?\b|!==?\s*["'`](?:dev|test)|!\s*(?:\w+\.)*isDev/i;

/**
 * Whether the program does not start in production with a key that stands in for a missing one:
 * `if (isProduction && !process.env.KEY) throw …`, `if (isProduction && KEY === 'the fallback') process.exit(1)`.
 */
export function isRefusedInProduction(sourceCode: SourceCode, literal: Node): boolean {
  const signs = signsOf(sourceCode, literal);
  return refusalsOf(sourceCode).some((asked) => signs.some((sign) => asksFor(asked, sign)));
}

/** What production is asked before the program is ended, with all conditions around. */
const refusalsOf = perFile((sourceCode: SourceCode): readonly string[] => {
  if (!ASKS_FOR_PRODUCTION.test(sourceCode.text)) return [];
  const refusals: string[] = [];
  for (const node of nodesWithin(sourceCode, sourceCode.ast)) {
    if (node.type !== 'IfStatement' || !endsProgram(node.consequent)) continue;
    const tests = [sourceCode.getText(node.test)];
    for (let inner: Node = node; inner.parent && !isFunction(inner); inner = inner.parent)
      if (inner.parent.type === 'IfStatement' && inner.parent.consequent === inner)
        tests.push(sourceCode.getText(inner.parent.test));
    const asked = tests.join(' ');
    if (ASKS_FOR_PRODUCTION.test(asked)) refusals.push(asked);
  }
  return refusals;
});

function endsProgram(statement: Node): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(endsProgram);
  return (
    statement.type === 'ThrowStatement' ||
    (statement.type === 'ExpressionStatement' && alwaysExits(statement))
  );
}

/** How a condition asks for a fallback: by its text, by its own name, by what it stands in for. */
function signsOf(sourceCode: SourceCode, literal: Node): string[] {
  const text = stringValue(literal) ?? '';
  const { parent } = wrapped(literal);
  const signs: string[] = [`'${text}'`, `"${text}"`, `\`${text}\``];
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') signs.push(parent.id.name);
  if (parent?.type === 'AssignmentPattern' && parent.parent.type === 'Property')
    signs.push(`process.env.${keyName(parent.parent) ?? ''}`);
  if (parent?.type === 'LogicalExpression') signs.push(sourceCode.getText(parent.left));
  if (parent?.type === 'ConditionalExpression') signs.push(sourceCode.getText(parent.test));
  return signs;
}

/** Whether a condition asks for just this: `process.env.KEY` is neither `process.env.KEY_ID` nor `env.KEY`. */
function asksFor(asked: string, sign: string): boolean {
  const isName = /^[\w$.]+$/.test(sign);
  return isName ? asked.match(/[\w$.]+/g)?.includes(sign) === true : asked.includes(sign);
}

import type { TSESTree } from '@typescript-eslint/utils';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, chainNames, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { isElementRead, isListUse } from './first-row.ts';

/**
 * Whether a handle gives `[rows, fields]` elsewhere in the file: `const [rows] = await db.execute(…); rows[0]`,
 * `const [[user]] = await db.execute(…)`.
 */
export function givesPairsElsewhere(sourceCode: SourceCode, runner: Node): boolean {
  const way = runner.type === 'CallExpression' ? wayOf(runner) : null;
  return way !== null && waysOfPairs(sourceCode).has(way);
}

/** The handles and methods of which the file takes the first element for a list of rows. */
const waysOfPairs = perFile((sourceCode: SourceCode): ReadonlySet<string> => {
  const ways = new Set<string>();
  for (const call of inventoryOf(sourceCode).calls) {
    const way = call.type === 'CallExpression' ? wayOf(call) : null;
    const { parent } = wrapped(call);
    if (way === null || parent.type !== 'VariableDeclarator' || parent.id.type !== 'ArrayPattern') continue;
    const [rows, ...others] = parent.id.elements;
    if (rows && others.length === 0 && isList(sourceCode, rows)) ways.add(way);
  }
  return ways;
});

/** `db.execute` of a call of it. */
function wayOf(call: TSESTree.CallExpression): string | null {
  const method = calleeName(call);
  const object = /^(?:query|execute)$/.test(method) ? receiver(call) : null;
  const names = object && chainNames(object);
  return names ? [...names, method].join('.') : null;
}

function isList(sourceCode: SourceCode, rows: Node): boolean {
  if (rows.type === 'ArrayPattern') return true;
  return (
    findVariable(sourceCode, rows)?.references.some(
      (reference) =>
        reference.isRead() && (isListUse(reference.identifier) || isElementRead(reference.identifier)),
    ) === true
  );
}

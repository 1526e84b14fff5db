import { keyName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { type Handle, handleOf, isQueryFunctionName } from './handles.ts';
import { HANDLE_METHODS } from './query-methods.ts';

/** Whether a plain function runs SQL by its name, is `literal` of Sequelize or `raw` of MikroORM and Objection, or a method taken out of a handle. */
export function isQueryFunction(sourceCode: SourceCode, callee: Node, name: string): boolean {
  if (name === 'literal') return handleOf(sourceCode, callee).kind === 'database';
  if (isQueryFunctionName(name) || takenFrom(sourceCode, callee)?.kind === 'database') return true;
  return name === 'raw' && handleOf(sourceCode, callee).kind === 'database';
}

/** Judges a function that is called by its own name: the handle that it is taken out of, or what it is itself. */
export function functionHandle(sourceCode: SourceCode, callee: Node): Handle {
  return takenFrom(sourceCode, callee) ?? handleOf(sourceCode, callee);
}

/** The handle that a method is taken out of: `const { runAsync } = req.db`. */
function takenFrom(sourceCode: SourceCode, callee: Node): Handle | null {
  const definition = findVariable(sourceCode, unwrap(callee))?.defs[0];
  if (definition?.type !== 'Variable' || !definition.node.init) return null;
  const { id, init } = definition.node;
  if (id.type !== 'ObjectPattern') return null;
  const property = id.properties.find(({ value }) => value === definition.name);
  if (property?.type !== 'Property' || !HANDLE_METHODS.has(keyName(property) ?? '')) return null;
  return handleOf(sourceCode, init);
}

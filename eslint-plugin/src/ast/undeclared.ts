import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingFunction, isInside } from './control-flow.ts';
import type { Node, SourceCode, Variable } from './node.ts';
import { perFile } from './per-file.ts';

/** Where a name is declared, written and read. */
export type Trail = Pick<Variable, 'defs' | 'references'>;

/** The names that a file writes without declaring them, as sloppy JavaScript allows. */
const writtenOf = perFile((sourceCode: SourceCode): ReadonlyMap<string, Variable['references']> => {
  const through = sourceCode.scopeManager?.globalScope?.through ?? [];
  const written = new Map<string, Variable['references']>();
  for (const reference of through) if (reference.isWrite()) written.set(reference.identifier.name, []);
  if (written.size > 0)
    for (const reference of through) written.get(reference.identifier.name)?.push(reference);
  return written;
});

/** Where a file reads and writes a name that it does not declare; nothing where it only reads it. */
export function undeclaredReferences(sourceCode: SourceCode, name: string): Variable['references'] {
  return writtenOf(sourceCode).get(name) ?? [];
}

const trailsOf = perFile(() => new Map<string, Map<Node, Trail>>());

/** `sql` in `sql = 'SELECT …'; db.query(sql)` without a declaration, within the function that writes it; null for other names. */
export function undeclaredVariable(sourceCode: SourceCode, identifier: TSESTree.Identifier): Trail | null {
  const references = writtenOf(sourceCode).get(identifier.name);
  if (!references) return null;
  for (let fn = enclosingFunction(identifier); fn; fn = enclosingFunction(fn)) {
    const around = fn;
    if (!references.some((one) => one.isWrite() && enclosingFunction(one.identifier) === around)) continue;
    const trails = trailsOf(sourceCode);
    const ofName = trails.get(identifier.name) ?? new Map<Node, Trail>();
    trails.set(identifier.name, ofName);
    const trail = ofName.get(fn) ?? {
      defs: [],
      references: references.filter((one) => isInside(one.identifier, around)),
    };
    ofName.set(fn, trail);
    return trail;
  }
  return null;
}

import type { TSESTree } from '@typescript-eslint/utils';
import { memberName } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode, type Variable } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import type { Trail } from '../ast/undeclared.ts';
import { typeVerdict } from './declared-type.ts';
import { traceElement, traceKeys } from './element-origins.ts';
import { traceParameter } from './parameter-origins.ts';
import { annotationOf, patternPath } from './pattern-path.ts';
import { isReplacedBefore } from './replaced-values.ts';
import { type Origin, type Tracer, worst } from './tracer.ts';
import type { Path } from './validation.ts';

/**
 * What a variable holds where it is read: all that is written to it, and what it begins with unless each way there
 * replaces that. One that nobody declares holds what its function writes.
 */
export function traceVariable(
  tracer: Tracer,
  variable: Variable | Trail,
  path: Path,
  read: TSESTree.Identifier,
): Origin {
  const origins = writesTo(tracer.sourceCode, variable).map(({ value, isElement }) =>
    tracer.trace(value, isElement ? path.slice(1) : path),
  );
  if (variable.defs.length === 0) return origins.length > 0 ? worst(origins) : 'unknown';
  if (origins.length > 0 && isReplacedBefore(tracer.sourceCode, variable, read)) return worst(origins);
  // `var` can declare a name again, in another branch.
  for (const definition of variable.defs) {
    switch (definition.type) {
      case 'Variable':
        origins.push(traceDeclarator(tracer, definition.name, definition.node, path));
        break;
      case 'Parameter':
        if (!isFunction(definition.node)) return 'unknown';
        origins.push(traceParameter(tracer, definition.node, definition.name, path));
        break;
      case 'TSEnumName':
        return 'harmless';
      default:
        return 'unknown';
    }
  }
  return worst(origins);
}

interface Write {
  readonly value: Node;
  /** Whether the value becomes one of a list, so that what is asked of the list's elements is asked of it. */
  readonly isElement: boolean;
}

const writesOf = perFile(() => new Map<Trail, readonly Write[]>());

/** What is assigned to a variable, or pushed into the array that it holds, after its declaration. */
function writesTo(sourceCode: SourceCode, variable: Trail): readonly Write[] {
  const known = writesOf(sourceCode).get(variable);
  if (known) return known;
  const written: Write[] = [];
  writesOf(sourceCode).set(variable, written);
  for (const reference of variable.references) {
    const { parent } = reference.identifier;
    if (reference.isWrite() && !reference.init && reference.writeExpr)
      written.push({ value: reference.writeExpr, isElement: false });
    if (parent.type !== 'MemberExpression' || parent.object !== reference.identifier) continue;
    if (parent.parent.type !== 'CallExpression' || parent.parent.callee !== parent) continue;
    const method = memberName(parent);
    if (method === 'push' || method === 'unshift') {
      written.push(
        ...parent.parent.arguments.map((argument) =>
          argument.type === 'SpreadElement'
            ? { value: argument.argument, isElement: false }
            : { value: argument, isElement: true },
        ),
      );
    }
  }
  return written;
}

function traceDeclarator(tracer: Tracer, name: Node, node: TSESTree.VariableDeclarator, path: Path): Origin {
  const pattern = patternPath(node.id, name);
  if (!pattern) return 'unknown';
  const full = [...pattern.path, ...path];
  const annotation = annotationOf(node.id);
  if (annotation && typeVerdict(tracer.sourceCode, annotation, full) === 'closed') return 'harmless';
  const fallback = pattern.fallback ? tracer.trace(pattern.fallback, path) : 'harmless';
  const loop = node.parent.parent;
  if (loop.type === 'ForOfStatement' && loop.left === node.parent)
    return worst([fallback, traceElement(tracer, loop.right, full)]);
  if (loop.type === 'ForInStatement' && loop.left === node.parent) return traceKeys(tracer, loop.right);
  if (!node.init) return fallback;
  return worst([fallback, tracer.trace(node.init, full)]);
}

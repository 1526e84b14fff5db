import type { TSESTree } from '@typescript-eslint/utils';
import type { Node, SourceCode } from './node.ts';
import { perFile } from './per-file.ts';

/** The nodes that rules start from, gathered in one walk of the file, in source order. */
export interface Inventory {
  readonly calls: readonly (TSESTree.CallExpression | TSESTree.NewExpression)[];
  readonly tags: readonly TSESTree.TaggedTemplateExpression[];
  readonly texts: readonly (TSESTree.Literal | TSESTree.TemplateLiteral)[];
  readonly classes: readonly (TSESTree.ClassDeclaration | TSESTree.ClassExpression)[];
  readonly objects: readonly TSESTree.ObjectExpression[];
  readonly imports: readonly TSESTree.ImportDeclaration[];
  readonly catches: readonly TSESTree.CatchClause[];
  readonly assignments: readonly TSESTree.AssignmentExpression[];
  readonly assertions: readonly Assertion[];
}

/** What tells TypeScript a type, and does nothing when the program runs: `x as T`, `<T>x`, `x!`. */
export type Assertion = TSESTree.TSAsExpression | TSESTree.TSTypeAssertion | TSESTree.TSNonNullExpression;

interface Gathered {
  readonly calls: (TSESTree.CallExpression | TSESTree.NewExpression)[];
  readonly tags: TSESTree.TaggedTemplateExpression[];
  readonly texts: (TSESTree.Literal | TSESTree.TemplateLiteral)[];
  readonly classes: (TSESTree.ClassDeclaration | TSESTree.ClassExpression)[];
  readonly objects: TSESTree.ObjectExpression[];
  readonly imports: TSESTree.ImportDeclaration[];
  readonly catches: TSESTree.CatchClause[];
  readonly assignments: TSESTree.AssignmentExpression[];
  readonly assertions: Assertion[];
}

export const inventoryOf = perFile((sourceCode: SourceCode): Inventory => {
  const gathered: Gathered = {
    calls: [],
    tags: [],
    texts: [],
    classes: [],
    objects: [],
    imports: [],
    catches: [],
    assignments: [],
    assertions: [],
  };
  const { traverse } = sourceCode as Walk;
  if (typeof traverse === 'function') {
    // In this loop most of the time of a file is spent: it goes over the steps as they are.
    for (const step of traverse.call(sourceCode))
      if (step.phase === 1 && step.kind === 1) gather(gathered, step.target as Node);
  } else {
    for (const node of nodesWithin(sourceCode, sourceCode.ast)) gather(gathered, node);
  }
  return gathered;
});

function gather(gathered: Gathered, node: Node): void {
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'string') gathered.texts.push(node);
      break;
    case 'CallExpression':
    case 'NewExpression':
      gathered.calls.push(node);
      break;
    case 'ObjectExpression':
      gathered.objects.push(node);
      break;
    case 'TemplateLiteral':
      gathered.texts.push(node);
      break;
    case 'TaggedTemplateExpression':
      gathered.tags.push(node);
      break;
    case 'ClassDeclaration':
    case 'ClassExpression':
      gathered.classes.push(node);
      break;
    case 'ImportDeclaration':
      gathered.imports.push(node);
      break;
    case 'CatchClause':
      gathered.catches.push(node);
      break;
    case 'AssignmentExpression':
      gathered.assignments.push(node);
      break;
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
      gathered.assertions.push(node);
      break;
    default:
  }
}

/** A step of the walk that ESLint makes through every file, and keeps. Other hosts need not have it. */
interface Walk {
  traverse?(): Iterable<{ readonly kind: number; readonly phase?: number; readonly target: unknown }>;
}

/** Puts a node's children on a stack, the first child on top. */
function pushChildren(sourceCode: SourceCode, node: Node, stack: Node[]): void {
  const keys = sourceCode.visitorKeys[node.type];
  if (keys === undefined) return;
  for (let index = keys.length - 1; index >= 0; index--) {
    const child: unknown = Reflect.get(node, keys[index] ?? '');
    if (Array.isArray(child)) {
      for (let place = child.length - 1; place >= 0; place--)
        if (isNode(child[place])) stack.push(child[place]);
    } else if (isNode(child)) {
      stack.push(child);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Every node below a node, itself first; `skip` names the nodes whose inside is left out. */
export function* nodesWithin(
  sourceCode: SourceCode,
  root: Node,
  skip: (node: Node) => boolean = () => false,
): Generator<Node> {
  const pending: Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    if (node === root || !skip(node)) pushChildren(sourceCode, node, pending);
  }
}

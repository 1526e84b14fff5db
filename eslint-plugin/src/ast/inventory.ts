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
  readonly assertions: readonly Assertion[];
}

/** What tells TypeScript a type, and does nothing when the program runs: `x as T`, `<T>x`, `x!`. */
export type Assertion = TSESTree.TSAsExpression | TSESTree.TSTypeAssertion | TSESTree.TSNonNullExpression;

export const inventoryOf = perFile((sourceCode: SourceCode): Inventory => {
  const calls: (TSESTree.CallExpression | TSESTree.NewExpression)[] = [];
  const tags: TSESTree.TaggedTemplateExpression[] = [];
  const texts: (TSESTree.Literal | TSESTree.TemplateLiteral)[] = [];
  const classes: (TSESTree.ClassDeclaration | TSESTree.ClassExpression)[] = [];
  const objects: TSESTree.ObjectExpression[] = [];
  const imports: TSESTree.ImportDeclaration[] = [];
  const catches: TSESTree.CatchClause[] = [];
  const assertions: Assertion[] = [];
  for (const node of everyNode(sourceCode)) {
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression':
        calls.push(node);
        break;
      case 'TaggedTemplateExpression':
        tags.push(node);
        break;
      case 'TemplateLiteral':
        texts.push(node);
        break;
      case 'Literal':
        if (typeof node.value === 'string') texts.push(node);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        classes.push(node);
        break;
      case 'ObjectExpression':
        objects.push(node);
        break;
      case 'ImportDeclaration':
        imports.push(node);
        break;
      case 'CatchClause':
        catches.push(node);
        break;
      case 'TSAsExpression':
      case 'TSTypeAssertion':
      case 'TSNonNullExpression':
        assertions.push(node);
        break;
      default:
    }
  }
  return { calls, tags, texts, classes, objects, imports, catches, assertions };
});

/** A step of the walk that ESLint makes through every file, and keeps. Other hosts need not have it. */
interface Walk {
  traverse?(): Iterable<{ readonly kind: number; readonly phase?: number; readonly target: unknown }>;
}

/** Every node of a file in source order, from ESLint's own walk where there is one. */
function everyNode(sourceCode: SourceCode): Iterable<Node> {
  const { traverse } = sourceCode as Walk;
  if (typeof traverse !== 'function') return nodesWithin(sourceCode, sourceCode.ast);
  const nodes: Node[] = [];
  for (const { kind, phase, target } of traverse.call(sourceCode))
    if (kind === 1 && phase === 1 && isNode(target)) nodes.push(target);
  return nodes;
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

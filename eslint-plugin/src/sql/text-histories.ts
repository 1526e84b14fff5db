import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingBlock, isInside } from '../ast/control-flow.ts';
import { variableInit } from '../ast/constant.ts';
import { calleeName, memberName, receiver } from '../ast/names.ts';
import type { Node, SourceCode, Variable } from '../ast/node.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { isLookup } from './replaced-values.ts';
import { sqlTagKind } from './tags.ts';
import { addedBy } from './text-sources.ts';

/** Where a variable, or a member of an object, is declared, written and read. */
export interface TextTrail {
  readonly defs: Variable['defs'];
  readonly references: readonly { readonly identifier: Node; readonly init?: boolean; isWrite(): boolean }[];
  /** What a member of an object begins with. */
  readonly start?: Node | null;
}

/** Ways multiply with each `if` that has something to add on both sides; past this many all steps count. */
const MAX_FORKS = 2;

/**
 * What a variable has been through before it is used: for each way the steps that are put one after the other.
 * Null when it is not built in this file, or in a way that cannot be followed. The two sides of an `if` are told apart
 * where the ways are wanted one by one, and else put one after the other.
 */
export function historiesOf(variable: TextTrail, use: Node, areForksTold = false): Node[][] | null {
  const init = variable.start === undefined ? initOf(variable) : variable.start;
  if (init === 'elsewhere') return null;
  let starts: Node[] = init && !isNothing(init) ? [init] : [];
  const additions: { node: Node; after: number }[] = [];
  for (const reference of variable.references) {
    if (isAppendedTo(reference)) return null;
    if (!reference.isWrite() || reference.init) continue;
    const assignment = reference.identifier.parent;
    if (assignment?.type !== 'AssignmentExpression') return null;
    if (assignment.range[0] > use.range[0]) continue;
    if (assignment.operator === '+=') {
      additions.push({ node: assignment.right, after: assignment.range[0] });
    } else if (assignment.operator !== '=') {
      return null;
    } else if (mentions(assignment.right, variable) && !isLookup(assignment.right)) {
      const added = addedBy(assignment.right, (node) => isOf(node, variable)) ?? [assignment.right];
      for (const node of added) additions.push({ node, after: assignment.range[0] });
    } else if (isPutTogetherAgain(assignment.right, variable)) {
      // What ended the text is gone, and what held its parts together keeps the rest from what comes next.
      for (const node of assignment.right.arguments) additions.push({ node, after: assignment.range[0] });
    } else if (isAlwaysRun(assignment, use)) {
      starts = [assignment.right];
      additions.length = 0;
    } else {
      starts.push(assignment.right);
    }
  }
  const forks = areForksTold ? forksOf(additions.map(({ node }) => node)) : [];
  const ways = forks.length > MAX_FORKS ? [[]] : waysThrough(forks);
  return starts.flatMap((start) =>
    ways.map((skipped) => [
      start,
      ...additions
        .filter(({ node, after }) => after > start.range[0] && !skipped.some((side) => isInside(node, side)))
        .map(({ node }) => node),
    ]),
  );
}

/** `let condition = null`: no text that could become part of another one, until there is one. */
function isNothing(node: Node): boolean {
  return node.type === 'Literal'
    ? node.value === null
    : node.type === 'Identifier' && node.name === 'undefined';
}

/** The expression that a variable begins with; null where it begins empty, or is never declared. */
function initOf({ defs }: TextTrail): Node | null | 'elsewhere' {
  const [definition, ...others] = defs;
  if (!definition) return null;
  if (others.length > 0 || definition.type !== 'Variable' || definition.node.id.type !== 'Identifier')
    return 'elsewhere';
  const { parent } = definition.node.parent;
  if (parent.type === 'ForOfStatement' || parent.type === 'ForInStatement') return 'elsewhere';
  return definition.node.init;
}

/** `query.append(…)`, by which an object of sql-template-strings grows. */
function isAppendedTo({ identifier }: TextTrail['references'][number]): boolean {
  const { parent } = identifier;
  return (
    parent?.type === 'MemberExpression' &&
    parent.object === identifier &&
    memberName(parent) === 'append' &&
    parent.parent.type === 'CallExpression'
  );
}

/** `const query = SQL`…`; query.append(…)`, and `SQL`…`.append(…)` */
export function isAppendedLater(
  sourceCode: SourceCode,
  { parent }: TSESTree.TaggedTemplateExpression,
): boolean {
  if (parent.type === 'MemberExpression') return memberName(parent) === 'append';
  if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
  return findVariable(sourceCode, parent.id)?.references.some(isAppendedTo) === true;
}

/** Whether a text is put behind a statement of sql-template-strings: `query.append(text)`. */
export function isAppendedToStatement(sourceCode: SourceCode, text: Node): boolean {
  const { parent } = wrapped(text);
  if (parent?.type !== 'CallExpression' || parent.callee === text || calleeName(parent) !== 'append')
    return false;
  const statement = variableInit(findVariable(sourceCode, receiver(parent)));
  return statement?.type === 'TaggedTemplateExpression' && sqlTagKind(sourceCode, statement.tag) === 'binds';
}

/** `query` in `let query = 'SELECT …'; query += ' WHERE …'; return query`, for the text that it begins with: all of it. */
export function returnedText(sourceCode: SourceCode, start: Node): Node | null {
  const { parent } = wrapped(start);
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return null;
  const variable = findVariable(sourceCode, parent.id);
  const isGrown = variable?.references.some((reference) => reference.isWrite() && !reference.init);
  return isGrown ? (variable?.references.findLast(isReturned)?.identifier ?? null) : null;
}

/** `return query`, `return { text: query, values }`, `return [query, values]`. */
function isReturned({ identifier }: Variable['references'][number]): boolean {
  const { parent } = identifier;
  const holder = parent.type === 'Property' ? parent.parent : parent;
  const isHeld = holder.type === 'ObjectExpression' || holder.type === 'ArrayExpression';
  return (isHeld ? holder.parent : parent).type === 'ReturnStatement';
}

/** `const parts = text.split('AND'); parts.pop(); text = parts.join(' AND ')`: the same text but for its end. */
function isPutTogetherAgain(node: Node, { references }: TextTrail): node is TSESTree.CallExpression {
  const parts = node.type === 'CallExpression' && calleeName(node) === 'join' ? receiver(node) : null;
  return (
    parts?.type === 'Identifier' &&
    references.some(({ identifier: { parent: member } }) => {
      if (member?.type !== 'MemberExpression' || memberName(member) !== 'split') return false;
      const taken = member.parent.parent;
      return (
        taken?.type === 'VariableDeclarator' && taken.id.type === 'Identifier' && taken.id.name === parts.name
      );
    })
  );
}

interface Fork {
  readonly yes: Node;
  readonly no: Node;
}

/** The `if`s of which each side adds something. */
function forksOf(additions: readonly Node[]): Fork[] {
  const forks = new Map<Node, Fork>();
  for (const addition of additions) {
    for (let node: Node | undefined = addition; node; node = node.parent) {
      if (node.type !== 'IfStatement' || !node.alternate || forks.has(node)) continue;
      const { consequent: yes, alternate: no } = node;
      const addsTo = (side: Node): boolean => additions.some((other) => isInside(other, side));
      if (addsTo(yes) && addsTo(no)) forks.set(node, { yes, no });
    }
  }
  return [...forks.values()];
}

/** For each way through some forks the sides that it leaves out. */
function waysThrough([fork, ...others]: readonly Fork[]): Node[][] {
  if (!fork) return [[]];
  return waysThrough(others).flatMap((skipped) => [
    [...skipped, fork.no],
    [...skipped, fork.yes],
  ]);
}

function isOf(node: Node, variable: TextTrail): boolean {
  return variable.references.some(({ identifier }) => identifier === node);
}

function mentions(node: Node, variable: TextTrail): boolean {
  return variable.references.some(({ identifier }) => isInside(identifier, node));
}

function isAlwaysRun(assignment: Node, use: Node): boolean {
  const block = enclosingBlock(assignment);
  return block !== null && isInside(use, block);
}

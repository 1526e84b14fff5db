import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingClass } from '../ast/class-member.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { constantInit, variableInit } from '../ast/constant.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { calleeName, keyName, memberName, receiver, stringValue } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode, type Variable } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';

/** Texts that a join puts together. */
export interface JoinedPieces {
  readonly items: readonly Node[];
  readonly separator: string;
  /** Whether other code, which the file does not show, can add pieces. */
  readonly isOpen: boolean;
}

/** The pieces of `[…].join(separator)`, of an array filled by `push`, of `items.map(toText).join()`. */
export function joinedPieces(
  sourceCode: SourceCode,
  call: TSESTree.CallExpression,
  isText: (node: Node) => boolean,
): JoinedPieces | null {
  if (calleeName(call) !== 'join') return null;
  const [argument] = call.arguments;
  const separator = argument ? stringValue(argument) : ',';
  const object = receiver(call);
  if (separator === null || !object) return null;
  const { list, isFiltered } = withoutFilters(object);
  if (list.type === 'ArrayExpression')
    return joinedItems(elementsOf(sourceCode, list, isFiltered), separator);
  if (list.type === 'CallExpression') return mappedPieces(list, separator, isFiltered, isText);
  const field = list.type === 'MemberExpression' ? itemsOfField(sourceCode, list) : null;
  if (field) return joinedItems(field, separator);
  const variable = findVariable(sourceCode, list);
  const init = variableInit(variable);
  const held = init && withoutFilters(unwrap(init));
  if (!variable || held?.list.type !== 'ArrayExpression') return null;
  const elements = elementsOf(sourceCode, held.list, isFiltered || held.isFiltered);
  return pushedItems(variable, elements, call, separator);
}

/** `items.map(toText)`: one text for each of them, or nothing that is filtered out. */
function mappedPieces(
  list: TSESTree.CallExpression,
  separator: string,
  isFiltered: boolean,
  isText: (node: Node) => boolean,
): JoinedPieces | null {
  const [mapper] = list.arguments;
  if (calleeName(list) !== 'map' || !mapper || !isFunction(mapper)) return null;
  const returned = returnedExpressions(mapper);
  const [first, ...others] = isFiltered ? returned.filter((each) => !isNothing(unwrap(each))) : returned;
  return first && others.length === 0 && isText(first) ? { items: [first], separator, isOpen: false } : null;
}

/** A list before anything is filtered out of it. */
function withoutFilters(node: Node): { list: Node; isFiltered: boolean } {
  let list = node;
  while (list.type === 'CallExpression' && calleeName(list) === 'filter')
    list = receiver(list) ?? list.callee;
  return { list, isFiltered: list !== node };
}

function elementsOf(
  sourceCode: SourceCode,
  list: TSESTree.ArrayExpression,
  isFiltered: boolean,
): readonly (Node | null)[] {
  return isFiltered
    ? list.elements.map((element) => element && presentText(sourceCode, element))
    : list.elements;
}

/** What is left of `name ? `name = …` : null`, `name && `name = …`` when nothing is filtered out. */
function presentText(sourceCode: SourceCode, element: Node): Node {
  const expression = unwrap(element);
  const variable = findVariable(sourceCode, expression);
  const init = constantInit(variable);
  const value = init ? unwrap(init) : expression;
  if (value.type === 'LogicalExpression' && value.operator === '&&') return value.right;
  if (value.type !== 'ConditionalExpression') return element;
  if (isNothing(value.alternate)) return value.consequent;
  return isNothing(value.consequent) ? value.alternate : element;
}

function isNothing(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'undefined';
  return stringValue(node) === '' || (node.type === 'Literal' && !node.value);
}

/** Each method that joins such a list reads all of it. */
const MAX_ITEMS = 40;

/** What is put into a list that an object of a class holds: `conditions = []`, `this.conditions.push(`name = …`)`. */
function itemsOfField(sourceCode: SourceCode, list: TSESTree.MemberExpression): readonly Node[] | null {
  const name = fieldName(list);
  const body = name === null ? null : enclosingClass(list);
  const items =
    body &&
    fieldItemsOf(sourceCode)
      .get(body)
      ?.get(name ?? '');
  return items && items.length <= MAX_ITEMS ? items : null;
}

/** What is put into the lists that objects hold, by class and by the name of the list. */
const fieldItemsOf = perFile((sourceCode: SourceCode) => {
  const classes = new Map<TSESTree.ClassBody, Map<string, Node[]>>();
  const put = (body: TSESTree.ClassBody, name: string, items: readonly Node[]): void => {
    const lists = classes.get(body) ?? new Map<string, Node[]>();
    classes.set(body, lists.set(name, [...(lists.get(name) ?? []), ...items].slice(0, MAX_ITEMS + 1)));
  };
  const { calls, classes: declared } = inventoryOf(sourceCode);
  for (const { body } of declared)
    for (const member of body.body) {
      const name = member.type === 'PropertyDefinition' ? keyName(member) : null;
      if (member.type === 'PropertyDefinition' && name !== null && member.value?.type === 'ArrayExpression')
        put(
          body,
          name,
          member.value.elements.filter((element) => element !== null),
        );
    }
  for (const call of calls) {
    if (call.type !== 'CallExpression' || !/^(?:push|unshift)$/.test(calleeName(call))) continue;
    const object = receiver(call);
    const name = object && fieldName(object);
    const body = enclosingClass(call);
    if (name !== null && body) put(body, name, call.arguments);
  }
  return classes;
});

/** `conditions` in `this.conditions`. */
function fieldName(node: Node): string | null {
  const member = unwrap(node);
  return member.type === 'MemberExpression' && member.object.type === 'ThisExpression'
    ? memberName(member)
    : null;
}

function joinedItems(elements: readonly (Node | null)[], separator: string): JoinedPieces | null {
  const items = elements.filter((element): element is Node => element !== null);
  return items.length === 0 ? null : { items, separator, isOpen: false };
}

function pushedItems(
  variable: Variable,
  elements: readonly (Node | null)[],
  use: Node,
  separator: string,
): JoinedPieces | null {
  const items: Node[] = elements.filter((element) => element !== null);
  let isOpen = false;
  for (const reference of variable.references) {
    const { identifier } = reference;
    const { parent } = identifier;
    if (identifier.range[0] > use.range[0] || reference.init) continue;
    if (reference.isWrite()) return null;
    if (
      parent.type === 'MemberExpression' &&
      parent.object === identifier &&
      parent.parent.type === 'CallExpression'
    ) {
      const method = memberName(parent);
      if (method === 'push' || method === 'unshift') items.push(...parent.parent.arguments);
    } else if (parent.type === 'CallExpression' || parent.type === 'NewExpression') {
      isOpen = true;
    }
  }
  return items.length === 0 ? null : { items, separator, isOpen };
}

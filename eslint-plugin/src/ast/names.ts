import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from './node.ts';
import { unwrap, wrapped } from './unwrap.ts';

/** The name of `object.name` or `object['name']`; null when it is computed at run time. */
export function memberName(node: TSESTree.MemberExpression): string | null {
  if (!node.computed)
    return node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : node.property.name;
  return stringValue(node.property);
}

/** `rows.length` around `rows`; null where no property of an expression is read. */
export function memberOf(object: Node): TSESTree.MemberExpression | null {
  const node = wrapped(object);
  const { parent } = node;
  return parent.type === 'MemberExpression' && parent.object === node ? parent : null;
}

/** `rows[0]`. */
export function isFirstElement(node: Node): boolean {
  return node.type === 'MemberExpression' && node.property.type === 'Literal' && node.property.value === 0;
}

/** The name of a property, method or field; null when it is computed at run time. */
export function keyName(node: { key: Node; computed: boolean }): string | null {
  if (!node.computed && node.key.type === 'Identifier') return node.key.name;
  if (node.key.type === 'PrivateIdentifier') return `#${node.key.name}`;
  if (node.key.type === 'Literal' && typeof node.key.value === 'number') return String(node.key.value);
  return stringValue(node.key);
}

/** The text of a string literal or of a template without expressions. */
export function stringValue(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? null;
  return null;
}

/** The names along `a.b.c`, from the root; `this` and calls count as a link. Null for anything else. */
export function chainNames(node: Node): string[] | null {
  const names: string[] = [];
  let current = unwrap(node);
  for (;;) {
    if (current.type === 'MemberExpression') {
      names.push(memberName(current) ?? '[]');
      current = unwrap(current.object);
    } else if (current.type === 'CallExpression') {
      current = unwrap(current.callee);
    } else if (current.type === 'AwaitExpression') {
      current = unwrap(current.argument);
    } else if (current.type === 'Identifier') {
      names.push(current.name);
      return names.reverse();
    } else if (current.type === 'ThisExpression') {
      names.push('this');
      return names.reverse();
    } else if (current.type === 'Super') {
      names.push('super');
      return names.reverse();
    } else {
      return null;
    }
  }
}

/** The last name a person would call this expression by: `this.db` is `db`, `getPool()` is `getPool`. */
export function lastName(node: Node): string | null {
  return chainNames(node)?.at(-1) ?? null;
}

/** The name by which a call is made: `query` in `db.query()`, `query()`; empty where it has none. */
export function calleeName(node: TSESTree.CallExpression | TSESTree.NewExpression): string {
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') return callee.name;
  const name = callee.type === 'MemberExpression' ? memberName(callee) : null;
  return name ?? '';
}

/** The object a method is called on; null for a plain function. */
export function receiver(node: TSESTree.CallExpression): Node | null {
  const callee = unwrap(node.callee);
  return callee.type === 'MemberExpression' ? unwrap(callee.object) : null;
}

/** The words of an identifier, in lower case: `getUserById`, `get-user-by-id` → get, user, by, id. */
export function wordsOf(name: string): string[] {
  // Most names are one word, and to take them apart costs twenty times as much as to see that.
  if (/^[a-z]+$/.test(name)) return [name];
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
}

/** `id` in `owner.id` and in `{ id: 1 }`. */
export function isPropertyName(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  if (parent.type === 'Property') return parent.key === node && !parent.shorthand && !parent.computed;
  return parent.type === 'MemberExpression' && parent.property === node && !parent.computed;
}

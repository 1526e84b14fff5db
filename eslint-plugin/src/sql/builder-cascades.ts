import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingClass } from '../ast/class-member.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, chainNames, receiver, stringValue, memberOf } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { propertyOf } from './validation.ts';

/** A foreign key of a query builder or an ORM whose rows go with what they point to. */
export interface BuilderCascade {
  /** `'CASCADE'`. */
  readonly literal: Node;
  readonly action: string;
  /** The table with the key, or its model. */
  readonly table: string;
  readonly parent: string | null;
}

/** Knex and Kysely `.onDelete('CASCADE')`; Drizzle, Sequelize, TypeORM and MikroORM `{ onDelete: 'cascade' }`. */
export const builderCascadesOf = perFile((sourceCode: SourceCode): readonly BuilderCascade[] => {
  if (!/onDelete/.test(sourceCode.text)) return [];
  const found: BuilderCascade[] = [];
  const add = (literal: Node, names: Names | null): void => {
    const action = stringValue(unwrap(literal));
    if (action !== null && /^cascade$/i.test(action) && names?.table)
      found.push({ literal: unwrap(literal), action, table: names.table, parent: names.parent });
  };
  const { calls, objects } = inventoryOf(sourceCode);
  for (const call of calls) {
    const [first] = call.arguments;
    if (call.type === 'CallExpression' && calleeName(call) === 'onDelete' && first)
      add(first, { table: builtTable(call), parent: referencedTable(call) ?? constrainedTable(call) });
  }
  for (const object of objects) {
    const value = propertyOf(object, 'onDelete');
    if (value) add(value, namesAround(object));
  }
  return found.sort((one, other) => one.literal.range[0] - other.literal.range[0]);
});

interface Names {
  readonly table: string | null;
  readonly parent: string | null;
}

/** The table in `createTable('orders', (table) => …)`, `pgTable('orders', …)`, around a node or before it in its chain. */
function builtTable(node: Node): string | null {
  for (let current: Node | undefined = node; current; current = current.parent) {
    for (let link: Node | null = current; link?.type === 'CallExpression'; link = receiver(link)) {
      const [name] = link.arguments;
      if (name && TABLE_CALLS.test(calleeName(link))) return stringValue(unwrap(name));
    }
  }
  return null;
}

const TABLE_CALLS =
  /^(?:createTable|createTableIfNotExists|alterTable|table|(?:pg|mysql|sqlite)Table|createForeignKey)$/;

/** The table in `.references('users.id')`, `.references('id').inTable('users')`, `.references('id').on('users')`. */
function referencedTable(call: TSESTree.CallExpression): string | null {
  let parent: string | null = null;
  for (let link = chainStart(call); link; link = nextLink(link)) {
    const [first] = link.arguments;
    const text = first ? stringValue(unwrap(first)) : null;
    const name = calleeName(link);
    if (text === null) continue;
    if (name === 'inTable' || name === 'on') parent = text;
    else if (name === 'references' && text.includes('.')) parent ??= text.split('.').slice(0, -1).join('.');
    else if (name === 'addForeignKeyConstraint') parent ??= stringOf(link.arguments[2]);
  }
  return parent;
}

/** The table in `.addForeignKeyConstraint('name', ['user_id'], 'users', ['id'], (key) => key.onDelete('cascade'))` of Kysely. */
function constrainedTable(call: TSESTree.CallExpression): string | null {
  for (let node: Node | undefined = call.parent; node; node = node.parent)
    if (node.type === 'CallExpression' && calleeName(node) === 'addForeignKeyConstraint')
      return stringOf(node.arguments[2]);
  return null;
}

function stringOf(node: Node | undefined): string | null {
  return node ? stringValue(unwrap(node)) : null;
}

/** The innermost call of a chain. */
function chainStart(call: TSESTree.CallExpression): TSESTree.CallExpression | null {
  let start = call;
  for (let link: Node | null = call; link?.type === 'CallExpression'; link = receiver(link)) start = link;
  return start;
}

/** The call that follows in a chain. */
function nextLink(call: TSESTree.CallExpression): TSESTree.CallExpression | null {
  const next = memberOf(call)?.parent;
  return next?.type === 'CallExpression' && receiver(next) === call ? next : null;
}

/** Who points to whom around `{ onDelete }`. */
function namesAround(object: TSESTree.ObjectExpression): Names | null {
  const { parent } = object;
  if (parent.type === 'CallExpression') {
    const name = calleeName(parent);
    const [first] = parent.arguments;
    const model = receiver(parent);
    if (name === 'references' || name === 'foreignKey')
      return { table: builtTable(parent), parent: first ? modelName(first) : null };
    if (name === 'OneToOne' && !holdsKey(parent.parent)) return null;
    if (/^(?:ManyToOne|OneToOne|ForeignKey|BelongsTo)$/.test(name) && parent.parent.type === 'Decorator')
      return { table: entityName(object), parent: first ? modelName(first) : null };
    if (name === 'belongsTo' && model)
      return { table: modelName(model), parent: first ? modelName(first) : null };
    if (/^(?:hasMany|hasOne)$/.test(name) && model && first)
      return { table: modelName(first), parent: modelName(model) };
    if (/^(?:addConstraint|addColumn|changeColumn)$/.test(name))
      return { table: first ? stringValue(unwrap(first)) : null, parent: referencedModel(object) };
  }
  const model = referencedModel(object);
  return model === null ? null : { table: builtTable(object), parent: model };
}

/** Of two classes in a OneToOne of TypeORM that has the key which says `JoinColumn`. */
function holdsKey(decorator: Node): boolean {
  const member = decorator.parent;
  return (
    member?.type === 'PropertyDefinition' &&
    member.decorators.some(
      ({ expression }) => expression.type === 'CallExpression' && calleeName(expression) === 'JoinColumn',
    )
  );
}

/** `references: { model: 'users', key: 'id' }` and `references: { table: 'users' }` of Sequelize. */
function referencedModel(object: TSESTree.ObjectExpression): string | null {
  const references = propertyOf(object, 'references');
  const target = references ? unwrap(references) : null;
  if (target?.type !== 'ObjectExpression') return target ? stringValue(target) : null;
  const model = propertyOf(target, 'model') ?? propertyOf(target, 'table');
  return model ? (stringValue(unwrap(model)) ?? modelName(model)) : null;
}

/** `User` in `User`, `models.User`, `() => User`, `(type) => users.id`, `'User'`. */
function modelName(node: Node): string | null {
  const expression = unwrap(node);
  if (isFunction(expression))
    return expression.body.type === 'BlockStatement' ? null : modelName(expression.body);
  const text = stringValue(expression);
  if (text !== null) return text;
  const names = chainNames(expression);
  const model = names?.find((name) => /^[A-Z]/.test(name));
  return model ?? names?.[0] ?? null;
}

/** The class of an entity; null for one with a key of several columns, which joins others. */
function entityName(node: Node): string | null {
  const body = enclosingClass(node);
  const keys = body?.body.filter(
    (member) =>
      member.type === 'PropertyDefinition' &&
      member.decorators.some(
        ({ expression }) =>
          expression.type === 'CallExpression' && /^Primary(?:Column|Key)$/.test(calleeName(expression)),
      ),
  );
  return keys && keys.length > 1 ? null : (body?.parent.id?.name ?? null);
}

import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, keyName, stringValue } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { propertyOf } from '../sql/validation.ts';

/** A function that answers a field of a type, once for each object of the type. */
export interface FieldResolver {
  readonly type: string;
  readonly field: string;
  readonly fn: FunctionNode;
  /** The parameter that holds the object; null where the function takes none. */
  readonly parent: Node | null;
}

const IS_GRAPHQL = /graphql|apollo|resolver|GraphQL|pothos|nexus|mercurius/i;

/** Roots run once a request; payloads, connections and edges wrap what one field gave. */
const SINGLE =
  /^(?:Query|Mutation|Subscription)$|(?:Query|Mutation|Payload|Result|Response|Connection|Edge|PageInfo)$/;

/** Every field resolver that a file shows: maps, classes with decorators, and builders of schemas. */
export const fieldResolversOf = perFile((sourceCode: SourceCode): readonly FieldResolver[] => {
  if (!IS_GRAPHQL.test(sourceCode.text) && !/resolver/i.test(sourceCode.text)) return [];
  const { objects, classes } = inventoryOf(sourceCode);
  return [
    ...objects.flatMap((object) => mapResolvers(sourceCode, object)),
    ...objects.flatMap((object) => schemaResolver(object)),
    ...classes.flatMap(classResolvers),
  ].filter(({ type }) => !SINGLE.test(type));
});

/** `{ Query: {…}, Order: { user: (order) => … } }`. */
function mapResolvers(sourceCode: SourceCode, map: TSESTree.ObjectExpression): FieldResolver[] {
  if (!isResolverMap(map)) return [];
  return map.properties.flatMap((property) => {
    const type = property.type === 'Property' ? keyName(property) : null;
    if (property.type !== 'Property' || type === null || !/^[A-Z]\w*$/.test(type)) return [];
    const fields = constant(sourceCode, property.value);
    return fields.type === 'ObjectExpression' ? fieldsOf(sourceCode, type, fields) : [];
  });
}

function fieldsOf(sourceCode: SourceCode, type: string, fields: TSESTree.ObjectExpression): FieldResolver[] {
  return fields.properties.flatMap((property) => {
    const field = property.type === 'Property' ? keyName(property) : null;
    if (property.type !== 'Property' || field === null || field.startsWith('__')) return [];
    const fn = resolverFunction(sourceCode, property.value);
    return fn ? [{ type, field, fn, parent: fn.params[0] ?? null }] : [];
  });
}

/** A map has a root beside its types, or a name that says what it is. */
function isResolverMap(map: TSESTree.ObjectExpression): boolean {
  const keys = map.properties.map((property) => (property.type === 'Property' ? keyName(property) : null));
  if (keys.some((key) => key === 'Query' || key === 'Mutation')) return true;
  const { parent } = map;
  if (parent.type === 'Property') return /^resolvers$/i.test(keyName(parent) ?? '');
  if (parent.type === 'TSSatisfiesExpression' || parent.type === 'TSAsExpression')
    return (
      parent.typeAnnotation.type === 'TSTypeReference' && /Resolvers/.test(typeName(parent.typeAnnotation))
    );
  if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
  const annotation = parent.id.typeAnnotation?.typeAnnotation;
  return (
    /resolvers?$/i.test(parent.id.name) ||
    (annotation?.type === 'TSTypeReference' && /Resolvers$/.test(typeName(annotation)))
  );
}

function typeName({ typeName: name }: TSESTree.TSTypeReference): string {
  return name.type === 'Identifier' ? name.name : name.type === 'TSQualifiedName' ? name.right.name : '';
}

/** The function itself, `{ resolve }`, or the last function that another one wraps. */
function resolverFunction(sourceCode: SourceCode, node: Node): FunctionNode | null {
  const value = constant(sourceCode, node);
  if (isFunction(value)) return value;
  if (value.type === 'ObjectExpression') {
    const resolve = propertyOf(value, 'resolve');
    return resolve ? resolverFunction(sourceCode, resolve) : null;
  }
  if (value.type !== 'CallExpression') return null;
  const last = value.arguments.findLast((argument) => isFunction(argument));
  return last && isFunction(last) ? last : null;
}

function constant(sourceCode: SourceCode, node: Node): Node {
  const expression = unwrap(node);
  const variable = findVariable(sourceCode, expression);
  const definition = variable?.defs[0];
  if (definition?.type === 'FunctionName') return definition.node;
  const init = constantInit(variable);
  return init ? unwrap(init) : expression;
}

/** `{ type, resolve(order) {…} }` in a type of graphql-js, Nexus or Pothos. */
function schemaResolver(object: TSESTree.ObjectExpression): FieldResolver[] {
  const resolve = propertyOf(object, 'resolve');
  const fn = resolve ? unwrap(resolve) : null;
  const type = fn && isFunction(fn) ? typeAround(object) : null;
  if (!fn || !isFunction(fn) || type === null) return [];
  return [{ type, field: fieldAround(object), fn, parent: fn.params[0] ?? null }];
}

function typeAround(node: Node): string | null {
  for (let current: Node | undefined = node.parent; current; current = current.parent) {
    if (current.type !== 'CallExpression' && current.type !== 'NewExpression') continue;
    const name = calleeName(current);
    const [first] = current.arguments;
    if (
      !first ||
      !/^(?:GraphQLObjectType|objectType|extendType|prismaObject|prismaNode|node|objectField|objectFields|prismaObjectField)$/.test(
        name,
      )
    )
      continue;
    const settings = unwrap(first);
    const named =
      settings.type === 'ObjectExpression'
        ? (propertyOf(settings, 'name') ?? propertyOf(settings, 'type'))
        : settings;
    return named ? stringValue(unwrap(named)) : null;
  }
  return null;
}

/** The name of the field: the property that holds the object, or the text before it in a call. */
function fieldAround(object: TSESTree.ObjectExpression): string {
  const { parent } = object;
  if (parent.type === 'Property') return keyName(parent) ?? 'a field';
  if (parent.type !== 'CallExpression') return 'a field';
  const [first] = parent.arguments;
  const text = first ? stringValue(unwrap(first)) : null;
  if (text !== null) return text;
  return parent.parent.type === 'Property' ? (keyName(parent.parent) ?? 'a field') : 'a field';
}

/** `@Resolver(() => Order) class { @FieldResolver() user(@Root() order) {…} }` of TypeGraphQL and Nest. */
function classResolvers(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): FieldResolver[] {
  const resolver = decoratorOf(node.decorators, /^Resolver$/);
  if (!resolver) return [];
  const [of] = resolver.arguments;
  const target = of ? unwrap(of) : null;
  const named = target && isFunction(target) ? target.body : target;
  const type = named?.type === 'Identifier' ? named.name : named ? stringValue(named) : null;
  return node.body.body.flatMap((member) => {
    if (member.type !== 'MethodDefinition' || member.value.type !== 'FunctionExpression') return [];
    if (!decoratorOf(member.decorators, /^(?:FieldResolver|ResolveField|ResolveProperty)$/)) return [];
    const parent = member.value.params.find(
      (parameter) => 'decorators' in parameter && decoratorOf(parameter.decorators, /^(?:Root|Parent)$/),
    );
    return [
      {
        type: type ?? 'object',
        field: keyName(member) ?? 'a field',
        fn: member.value,
        parent: parent ?? null,
      },
    ];
  });
}

function decoratorOf(
  decorators: readonly TSESTree.Decorator[],
  name: RegExp,
): TSESTree.CallExpression | null {
  for (const { expression } of decorators)
    if (expression.type === 'CallExpression' && name.test(calleeName(expression))) return expression;
  return null;
}

import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { constantValue } from '../ast/constant.ts';
import { type ImportedValue, importedValue, takenAtTop } from '../ast/imported-value.ts';
import { calleeName, memberName, receiver, stringValue } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { propertyOf } from '../sql/validation.ts';

/**
 * What stands in for a missing variable by the schema that the environment is read with: `z.string().default('x')` for
 * `env.KEY` of `z.object({ KEY: … }).parse(process.env)`, the same of Joi, `str({ default: 'x' })` of envalid, what convict is given. Null where it
 * has no default.
 */
export function environmentDefault(
  sourceCode: SourceCode,
  node: TSESTree.MemberExpression,
): ImportedValue | null {
  const name = memberName(node);
  const read = valueOf(sourceCode, unwrap(node.object));
  if (name === null || !read) return null;
  for (const part of partsOf(read)) {
    const call = unwrapData(part);
    if (call?.node.type !== 'CallExpression') continue;
    const shape = shapeOf(call.sourceCode, call.node);
    const schema = shape?.node.type === 'ObjectExpression' ? propertyOf(shape.node, name) : null;
    const value = schema && defaultOf(unwrap(schema));
    if (shape && value) return { sourceCode: shape.sourceCode, node: value };
  }
  return null;
}

/** What `config.get('jwt.key')` gives for a missing variable where convict made the configuration; null for others. */
export function configuredDefault(
  sourceCode: SourceCode,
  call: TSESTree.CallExpression,
): ImportedValue | null {
  const object = receiver(call);
  const path = argumentAt(call, 0);
  const text = path && stringValue(path);
  if (calleeName(call) !== 'get' || !object || !text) return null;
  const shape = convictShape(valueOf(sourceCode, object));
  let node = shape?.node ?? null;
  for (const name of text.split('.'))
    node = node?.type === 'ObjectExpression' ? propertyOf(node, name) : null;
  const value = node && defaultOf(unwrap(node));
  return shape && value ? { sourceCode: shape.sourceCode, node: value } : null;
}

/** The schema that `convict(…)` is given. */
function convictShape(made: ImportedValue | null): ImportedValue | null {
  if (made?.node.type !== 'CallExpression' || calleeName(made.node) !== 'convict') return null;
  const shape = argumentAt(made.node, 0);
  return shape && objectOf(made.sourceCode, shape);
}

/** What an object is spread from, `{ ...parsed.data, isProduction }`; anything else as it is. */
function partsOf(read: ImportedValue): ImportedValue[] {
  if (read.node.type !== 'ObjectExpression') return [read];
  return read.node.properties.flatMap((property) => {
    if (property.type !== 'SpreadElement') return [];
    const node = unwrap(property.argument);
    const held = node.type === 'Identifier' ? valueOf(read.sourceCode, node) : null;
    return [held ?? { sourceCode: read.sourceCode, node }];
  });
}

/** What a constant holds, of this file or of another one. */
function valueOf(sourceCode: SourceCode, node: Node): ImportedValue | null {
  const imported = importedValue(sourceCode, node);
  if (imported) return imported;
  const own = constantValue(sourceCode, node) ?? takenFromCall(sourceCode, node);
  return own && { sourceCode, node: own };
}

/** The call of `const { value: env } = schema.validate(process.env)` at the top of a file, whose scopes may be unknown. */
function takenFromCall(sourceCode: SourceCode, node: Node): Node | null {
  const taken = node.type === 'Identifier' ? takenAtTop(sourceCode, node.name) : null;
  const isResult = taken?.from.type === 'CallExpression' && /^(?:data|value)$/.test(taken.key);
  return isResult && !taken.withDefault ? taken.from : null;
}

/** The call behind `safeParse(process.env).data` and `validate(process.env).value`, also where a constant holds what it returns. */
function unwrapData({ sourceCode, node }: ImportedValue): ImportedValue | null {
  if (node.type !== 'MemberExpression') return { sourceCode, node };
  if (!/^(?:data|value)$/.test(memberName(node) ?? '')) return null;
  const object = unwrap(node.object);
  return object.type === 'CallExpression' ? { sourceCode, node: object } : valueOf(sourceCode, object);
}

/** The object with a schema for each variable, where a call reads the environment by one. */
function shapeOf(sourceCode: SourceCode, call: TSESTree.CallExpression): ImportedValue | null {
  const name = calleeName(call);
  const object = receiver(call);
  if (name === 'getProperties' && object)
    return convictShape(
      object.type === 'CallExpression' ? { sourceCode, node: object } : valueOf(sourceCode, object),
    );
  const first = argumentAt(call, 0);
  if (!first || !sourceCode.getText(first).includes('process.env')) return null;
  if (name === 'cleanEnv') {
    const shape = argumentAt(call, 1);
    return shape && objectOf(sourceCode, shape);
  }
  const schema = /^(?:parse|safeParse|validate)$/.test(name) ? object : null;
  const built = schema?.type === 'CallExpression' ? { sourceCode, node: schema } : null;
  const made = built ?? (schema && valueOf(sourceCode, schema));
  for (let link = made?.node ?? null; made && link?.type === 'CallExpression'; link = receiver(link)) {
    const argument = argumentAt(link, 0);
    const shape = argument && objectOf(made.sourceCode, argument);
    if (shape?.node.type === 'ObjectExpression') return shape;
  }
  return null;
}

function objectOf(sourceCode: SourceCode, node: Node): ImportedValue | null {
  return node.type === 'ObjectExpression' ? { sourceCode, node } : valueOf(sourceCode, node);
}

function defaultOf(schema: Node): Node | null {
  if (schema.type === 'ObjectExpression') return propertyOf(schema, 'default');
  for (let link: Node | null = schema; link?.type === 'CallExpression'; link = receiver(link)) {
    const argument = argumentAt(link, 0);
    if (calleeName(link) === 'default') return argument;
    const option = argument?.type === 'ObjectExpression' ? propertyOf(argument, 'default') : null;
    if (option) return option;
  }
  return null;
}

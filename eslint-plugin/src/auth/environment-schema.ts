import type { TSESTree } from '@typescript-eslint/utils';
import { argumentAt } from '../ast/argument.ts';
import { calledFunction } from '../ast/called-function.ts';
import { constantValue } from '../ast/constant.ts';
import { returnedExpressions } from '../ast/control-flow.ts';
import { type ImportedValue, importedValue, takenAtTop } from '../ast/imported-value.ts';
import { calleeName, memberName, receiver, stringValue } from '../ast/names.ts';
import { type FunctionNode, isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { onlyAssignment } from '../ast/only-assignment.ts';
import { unwrap } from '../ast/unwrap.ts';
import { propertyOf } from '../sql/validation.ts';

/** Names, spreads and calls that are followed; code that is being typed may name itself. */
const MAX_DEPTH = 6;

/**
 * What stands in for a missing variable by the schema that the environment is read with: `z.string().default('x')` for
 * `env.KEY` of `z.object({ KEY: … }).parse(process.env)`, the same of Joi, `str({ default: 'x' })` of envalid, what convict is given. Null where it
 * has no default.
 */
export function environmentDefault(sourceCode: SourceCode, read: Node, name: string): ImportedValue | null {
  for (const call of callsBehind({ sourceCode, node: read })) {
    const shape = shapeOf(call.sourceCode, call.node);
    const schema = shape?.node.type === 'ObjectExpression' ? propertyOf(shape.node, name) : null;
    const value = schema && defaultOf(unwrap(schema));
    if (shape && value) return { sourceCode: shape.sourceCode, node: value };
  }
  return null;
}

interface PlacedCall {
  readonly sourceCode: SourceCode;
  readonly node: TSESTree.CallExpression;
}

/**
 * The calls that what an expression names comes from: behind constants, `{ ...env, isProduction }`,
 * `safeParse(process.env).data`, `validate(process.env).value`, and what functions return, of this file or of another one.
 */
function callsBehind({ sourceCode, node }: ImportedValue, depth = 0): PlacedCall[] {
  const expression = unwrap(node);
  if (depth > MAX_DEPTH) return [];
  const follow = (other: ImportedValue): PlacedCall[] => callsBehind(other, depth + 1);
  switch (expression.type) {
    case 'ObjectExpression':
      return expression.properties.flatMap((property) =>
        property.type === 'SpreadElement' ? follow({ sourceCode, node: property.argument }) : [],
      );
    case 'AssignmentExpression':
      return follow({ sourceCode, node: expression.right });
    case 'CallExpression': {
      const called = calledHere(sourceCode, expression);
      return called
        ? returnedExpressions(called.fn).flatMap((returned) =>
            follow({ sourceCode: called.sourceCode, node: returned }),
          )
        : [{ sourceCode, node: expression }];
    }
    case 'MemberExpression':
      if (/^(?:data|value)$/.test(memberName(expression) ?? ''))
        return follow({ sourceCode, node: expression.object });
  }
  const held = valueOf(sourceCode, expression);
  return held ? follow(held) : [];
}

/** The function of the project that a call runs. */
function calledHere(
  sourceCode: SourceCode,
  call: TSESTree.CallExpression,
): { sourceCode: SourceCode; fn: FunctionNode } | null {
  const own = calledFunction(sourceCode, call);
  if (own) return { sourceCode, fn: own };
  const held = importedValue(sourceCode, call.callee);
  return held && isFunction(held.node) ? { sourceCode: held.sourceCode, fn: held.node } : null;
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

/** What a name holds, of this file or of another one. */
function valueOf(sourceCode: SourceCode, node: Node): ImportedValue | null {
  const imported = importedValue(sourceCode, node);
  if (imported) return imported;
  const own =
    constantValue(sourceCode, node) ??
    takenFromCall(sourceCode, node) ??
    onlyAssignment(sourceCode, node)?.right;
  return own ? { sourceCode, node: own } : null;
}

/** The call of `const { value: env } = schema.validate(process.env)` at the top of a file, whose scopes may be unknown. */
function takenFromCall(sourceCode: SourceCode, node: Node): Node | null {
  const taken = node.type === 'Identifier' ? takenAtTop(sourceCode, node.name) : null;
  const isResult = taken?.from.type === 'CallExpression' && /^(?:data|value)$/.test(taken.key);
  return isResult && !taken.withDefault ? taken.from : null;
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

import type { TSESTree } from '@typescript-eslint/utils';
import { constantValue } from '../ast/constant.ts';
import { importedValue } from '../ast/imported-value.ts';
import { calleeName, keyName, receiver, stringValue } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';

/** What a schema lets through at a path: a closed set or form, any text, or what the file does not show. */
export type Verdict = 'closed' | 'open' | 'unknown';

export type Path = readonly (string | null)[];

const CLOSED_BUILDERS =
  /^(?:enum|Enum|nativeEnum|literal|Literal|picklist|oneOf|oneof|valid|allow|only|number|Number|int|Integer|integer|int32|bigint|BigInt|boolean|Boolean|date|Date|uuid|uuidv4|uuidv7|guid|cuid|cuid2|ulid|nanoid|datetime|isoDate|isoDateTime|regex|pattern|matches|alphanum|hex|ip|ipv4|ipv6|keyof|KeyOf|isIn|templateLiteral|TemplateLiteral|finite|positive|min_value|max_value)$/;
const OPEN_BUILDERS = /^(?:string|String|any|unknown|Any|Unknown|record|Record)$/;
const WRAPPERS =
  /^(?:Optional|optional|nullable|Nullable|nullish|Partial|partial|array|Array|Union|union|Readonly|Required|fallback|pipe|Composite|Intersect|Type|exactOptional|preprocess|StringEnum)$/;
const OBJECT_BUILDERS =
  /^(?:object|Object|strictObject|looseObject|shape|extend|keys|merge|type|StrictObject|interface)$/;

/** Judges a schema of zod, valibot, Joi, Yup, TypeBox, or a JSON schema, at a path. */
export function schemaVerdict(sourceCode: SourceCode, schema: Node, path: Path, depth = 0): Verdict {
  const node = unwrap(schema);
  if (depth > 10) return 'unknown';
  const recurse = (inner: Node, rest: Path): Verdict => schemaVerdict(sourceCode, inner, rest, depth + 1);
  if (node.type === 'Identifier' || node.type === 'MemberExpression') {
    const init = constantValue(sourceCode, node);
    if (init) return recurse(init, path);
    const elsewhere = importedValue(sourceCode, node);
    return elsewhere ? schemaVerdict(elsewhere.sourceCode, elsewhere.node, path, depth + 1) : 'unknown';
  }
  if (node.type === 'ObjectExpression') return jsonVerdict(node, path, recurse);
  return node.type === 'CallExpression' ? builderVerdict(node, path, recurse) : 'unknown';
}

type Recurse = (inner: Node, rest: Path) => Verdict;

function jsonVerdict(node: TSESTree.ObjectExpression, path: Path, recurse: Recurse): Verdict {
  const [key, ...rest] = path;
  const properties = propertyOf(node, 'properties');
  if (key !== undefined) {
    const container = properties ? unwrap(properties) : node;
    if (key === null) return 'unknown';
    if (container.type !== 'ObjectExpression') return recurse(container, path);
    const property = propertyOf(container, key);
    if (property) return recurse(property, rest);
    return container.properties.some(({ type }) => type === 'SpreadElement') ||
      propertyOf(node, '$ref') ||
      propertyOf(node, 'allOf')
      ? 'unknown'
      : 'open';
  }
  if (propertyOf(node, 'enum') || propertyOf(node, 'const') || propertyOf(node, 'pattern')) return 'closed';
  const type = propertyOf(node, 'type');
  const name = type ? stringValue(unwrap(type)) : null;
  if (name === 'number' || name === 'integer' || name === 'boolean') return 'closed';
  const format = propertyOf(node, 'format');
  const formatName = format ? stringValue(unwrap(format)) : null;
  if (formatName !== null && /^(?:uuid|date|date-time|time|ipv4|ipv6)$/.test(formatName)) return 'closed';
  return name === null ? 'unknown' : 'open';
}

function builderVerdict(call: TSESTree.CallExpression, path: Path, recurse: Recurse): Verdict {
  const calls: TSESTree.CallExpression[] = [];
  for (let current: Node | null = call; current?.type === 'CallExpression'; current = receiver(current))
    calls.push(current);
  if (calls.some((link) => calleeName(link) === 'transform')) return 'unknown';
  const [key, ...rest] = path;
  if (key !== undefined) {
    for (const link of calls) {
      const [argument] = link.arguments;
      if (!argument || !OBJECT_BUILDERS.test(calleeName(link))) continue;
      const shape = unwrap(argument);
      const property = shape.type === 'ObjectExpression' && key !== null ? propertyOf(shape, key) : null;
      if (property) return recurse(property, rest);
    }
    const innermost = calls.at(-1);
    const [argument] = innermost?.arguments ?? [];
    if (innermost && argument && WRAPPERS.test(calleeName(innermost))) return recurse(argument, path);
    return 'unknown';
  }
  if (calls.some((link) => CLOSED_BUILDERS.test(calleeName(link)))) return 'closed';
  for (const link of calls) {
    const [argument] = link.arguments;
    if (!argument || !WRAPPERS.test(calleeName(link))) continue;
    const inner = unwrap(argument);
    if (inner.type !== 'ArrayExpression') return recurse(inner, path);
    const verdicts = inner.elements.map((element) => (element ? recurse(element, path) : 'unknown'));
    if (verdicts.length > 0) return verdicts.find((verdict) => verdict !== 'closed') ?? 'closed';
  }
  if (calls.some((link) => link.arguments.some((argument) => isClosedOptions(argument, recurse))))
    return 'closed';
  return calls.some((link) => OPEN_BUILDERS.test(calleeName(link))) &&
    !calls.some((link) => /^(?:refine|superRefine|check|custom|brand)$/.test(calleeName(link)))
    ? 'open'
    : 'unknown';
}

/** TypeBox puts JSON schema keywords into the last argument: `Type.String({ pattern })`. */
function isClosedOptions(argument: Node, recurse: Recurse): boolean {
  return argument.type === 'ObjectExpression' && recurse(argument, []) === 'closed';
}

/** The value of a property of an object literal. */
export function propertyOf(node: TSESTree.ObjectExpression, name: string): Node | null {
  for (const property of node.properties) {
    if (property.type === 'Property' && keyName(property) === name) return property.value;
  }
  return null;
}

import type { TSESTree } from '@typescript-eslint/utils';
import { type ImportedDeclaration, importedDeclaration } from '../ast/imported-declaration.ts';
import { keyName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { type Path, schemaVerdict, type Verdict } from './validation.ts';

const MAX_DEPTH = 8;

/**
 * What a declared type lets through at a path. `closed`: numbers, booleans, literals, enums, keys of a known
 * object. `open`: text. `unknown`: a type that neither the file shows nor one that it imports.
 */
export function typeVerdict(sourceCode: SourceCode, type: TSESTree.TypeNode, path: Path, depth = 0): Verdict {
  if (depth > MAX_DEPTH) return 'unknown';
  const recurse = (inner: TSESTree.TypeNode, rest: Path): Verdict =>
    typeVerdict(sourceCode, inner, rest, depth + 1);
  switch (type.type) {
    case 'TSNumberKeyword':
    case 'TSBooleanKeyword':
    case 'TSBigIntKeyword':
    case 'TSUndefinedKeyword':
    case 'TSNullKeyword':
    case 'TSLiteralType':
      return 'closed';
    case 'TSTemplateLiteralType':
      return (
        type.types.map((inner) => recurse(inner, path)).find((verdict) => verdict !== 'closed') ?? 'closed'
      );
    case 'TSStringKeyword':
    case 'TSAnyKeyword':
    case 'TSUnknownKeyword':
    case 'TSObjectKeyword':
      return 'open';
    case 'TSUnionType': {
      const verdicts = type.types.map((inner) => recurse(inner, path));
      return verdicts.includes('open') ? 'open' : verdicts.includes('unknown') ? 'unknown' : 'closed';
    }
    case 'TSTypeOperator':
      if (type.operator === 'keyof') return 'closed';
      return type.typeAnnotation ? recurse(type.typeAnnotation, path) : 'unknown';
    case 'TSArrayType':
      return recurse(type.elementType, withoutIndex(path));
    case 'TSIndexedAccessType':
      return path.length === 0 && type.indexType.type === 'TSNumberKeyword' ? 'closed' : 'unknown';
    case 'TSTypeLiteral':
      return memberVerdict(type.members, path, recurse);
    case 'TSIntersectionType':
      return (
        type.types.map((inner) => recurse(inner, path)).find((verdict) => verdict !== 'unknown') ?? 'unknown'
      );
    case 'TSTypeReference':
      return referenceVerdict(sourceCode, type, path, depth);
    default:
      return 'unknown';
  }
}

/** The way on from an element of a list. */
function withoutIndex(path: Path): Path {
  return path[0] === null || /^\d+$/.test(path[0] ?? '') ? path.slice(1) : path;
}

type Recurse = (inner: TSESTree.TypeNode, rest: Path) => Verdict;

function isIndexed(member: TSESTree.TypeElement): member is TSESTree.TSIndexSignature {
  return member.type === 'TSIndexSignature';
}

function memberVerdict(members: readonly TSESTree.TypeElement[], path: Path, recurse: Recurse): Verdict {
  const [key, ...rest] = path;
  if (key === undefined) return 'unknown';
  const member = members.find((each) => each.type === 'TSPropertySignature' && keyName(each) === key);
  // `{ [name: string]: string }` tells what is under a key that nothing else tells of.
  const { typeAnnotation } =
    (key !== null && member?.type === 'TSPropertySignature' ? member : members.find(isIndexed)) ?? {};
  return typeAnnotation ? recurse(typeAnnotation.typeAnnotation, rest) : 'unknown';
}

function referenceVerdict(
  sourceCode: SourceCode,
  type: TSESTree.TSTypeReference,
  path: Path,
  depth: number,
): Verdict {
  if (type.typeName.type !== 'Identifier') return 'unknown';
  const { name } = type.typeName;
  const [argument, second] = type.typeArguments?.params ?? [];
  if (argument && /^(?:Array|ArrayLike|Iterable|ReadonlyArray|ReadonlySet|Set)$/.test(name))
    return typeVerdict(sourceCode, argument, withoutIndex(path), depth + 1);
  if (argument && /^(?:Partial|Readonly|Required|Promise|NonNullable|Exclude|Extract|Omit|Pick)$/.test(name))
    return typeVerdict(sourceCode, argument, path, depth + 1);
  if (name === 'Date') return path.length === 0 ? 'closed' : 'unknown';
  if (name === 'Number' || name === 'Boolean' || name === 'BigInt') return 'closed';
  if (name === 'String' || name === 'Object') return 'open';
  if (name === 'Record' && second)
    return path.length === 0 ? 'unknown' : typeVerdict(sourceCode, second, path.slice(1), depth + 1);
  const declared = declarationOf(sourceCode, type.typeName);
  return declared ? declarationVerdict(declared, path, depth) : 'unknown';
}

/** Where a type is declared: in this file, or in one that it imports. */
export function declarationOf(sourceCode: SourceCode, name: TSESTree.Identifier): ImportedDeclaration | null {
  const variable = findVariable(sourceCode, name);
  const imported = importOf(variable);
  if (imported) return importedDeclaration(sourceCode, imported.source, imported.name);
  const node = variable?.defs[0]?.node as Node | undefined;
  return node ? { sourceCode, node } : null;
}

function declarationVerdict({ sourceCode, node }: ImportedDeclaration, path: Path, depth: number): Verdict {
  if (depth > MAX_DEPTH) return 'unknown';
  const recurse: Recurse = (inner, rest) => typeVerdict(sourceCode, inner, rest, depth + 1);
  const inherited = (parents: readonly Node[]): Verdict => {
    for (const parent of parents) {
      const declared = parent.type === 'Identifier' ? declarationOf(sourceCode, parent) : null;
      const verdict = declared ? declarationVerdict(declared, path, depth + 1) : 'unknown';
      if (verdict !== 'unknown') return verdict;
    }
    return 'unknown';
  };
  switch (node.type) {
    case 'TSTypeAliasDeclaration':
      return inferredSchema(sourceCode, node.typeAnnotation, path) ?? recurse(node.typeAnnotation, path);
    case 'TSInterfaceDeclaration': {
      const own = memberVerdict(node.body.body, path, recurse);
      return own === 'unknown' ? inherited(node.extends.map(({ expression }) => expression)) : own;
    }
    case 'TSEnumDeclaration':
      return 'closed';
    case 'ClassDeclaration': {
      const own = classVerdict(node, path, recurse);
      return own === 'unknown' && node.superClass ? inherited([node.superClass]) : own;
    }
    default:
      return 'unknown';
  }
}

/** `z.infer<typeof schema>`, `Static<typeof Schema>`. */
function inferredSchema(sourceCode: SourceCode, type: TSESTree.TypeNode, path: Path): Verdict | null {
  if (type.type !== 'TSTypeReference') return null;
  const name =
    type.typeName.type === 'TSQualifiedName'
      ? type.typeName.right.name
      : type.typeName.type === 'Identifier'
        ? type.typeName.name
        : '';
  const [argument] = type.typeArguments?.params ?? [];
  if (
    !/^(?:infer|input|output|Static|Infer|InferOutput|FromSchema)$/.test(name) ||
    argument?.type !== 'TSTypeQuery'
  )
    return null;
  return argument.exprName.type === 'Identifier'
    ? schemaVerdict(sourceCode, argument.exprName, path)
    : 'unknown';
}

const CLOSED_DECORATORS =
  /^(?:IsIn|IsEnum|IsInt|IsNumber|IsNumberString|IsBoolean|IsUUID|IsDate|IsDateString|IsISO8601|Matches|IsPositive|IsAlpha|IsAlphanumeric|IsMongoId|Equals)$/;

/** A data transfer object, by the decorators of class-validator. */
function classVerdict(node: TSESTree.ClassDeclaration, path: Path, recurse: Recurse): Verdict {
  const [key, ...rest] = path;
  for (const member of node.body.body) {
    if (member.type !== 'PropertyDefinition' || keyName(member) !== key) continue;
    const names = member.decorators.map(decoratorName);
    if (names.some((name) => CLOSED_DECORATORS.test(name))) return 'closed';
    return member.typeAnnotation ? recurse(member.typeAnnotation.typeAnnotation, rest) : 'unknown';
  }
  return 'unknown';
}

export function decoratorName(decorator: TSESTree.Decorator): string {
  const { expression } = decorator;
  const callee = expression.type === 'CallExpression' ? expression.callee : expression;
  return callee.type === 'Identifier' ? callee.name : '';
}

/** What the plugin asks the type checker, and never more: it works without. */
interface CheckedType {
  /** The name of a type that the language has itself. */
  readonly intrinsicName?: string;
  isUnion(): this is { readonly types: readonly CheckedType[] };
  isStringLiteral(): boolean;
  isNumberLiteral(): boolean;
}

interface TypeServices {
  getTypeAtLocation(node: Node): CheckedType;
}

const CLOSED_TYPES: ReadonlySet<string | undefined> = new Set([
  'number',
  'bigint',
  'true',
  'false',
  'undefined',
  'null',
]);

/** Whether the type checker, where there is one, knows that an expression is a number or one of some literals. */
export function isClosedByTypeChecker(sourceCode: SourceCode, node: Node): boolean {
  const services = sourceCode.parserServices as Partial<TypeServices> | undefined;
  return services?.getTypeAtLocation !== undefined && isClosedType(services.getTypeAtLocation(node));
}

function isClosedType(type: CheckedType): boolean {
  if (type.isUnion()) return type.types.every((member) => isClosedType(member));
  return type.isStringLiteral() || type.isNumberLiteral() || CLOSED_TYPES.has(type.intrinsicName);
}

import type { TSESTree } from '@typescript-eslint/utils';
import { keyName } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { findVariable } from '../ast/variable.ts';
import { type Path, schemaVerdict, type Verdict } from './validation.ts';

/**
 * What a declared type lets through at a path. `closed`: numbers, booleans, literals, enums, keys of a known
 * object. `open`: text. `unknown`: a type that the file does not show.
 */
export function typeVerdict(sourceCode: SourceCode, type: TSESTree.TypeNode, path: Path, depth = 0): Verdict {
  if (depth > 8) return 'unknown';
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
      return 'open';
    case 'TSUnionType': {
      const verdicts = type.types.map((inner) => recurse(inner, path));
      return verdicts.includes('open') ? 'open' : verdicts.includes('unknown') ? 'unknown' : 'closed';
    }
    case 'TSTypeOperator':
      if (type.operator === 'keyof') return 'closed';
      return type.typeAnnotation ? recurse(type.typeAnnotation, path) : 'unknown';
    case 'TSArrayType':
      return recurse(
        type.elementType,
        path[0] === null || /^\d+$/.test(path[0] ?? '') ? path.slice(1) : path,
      );
    case 'TSIndexedAccessType':
      return path.length === 0 && type.indexType.type === 'TSNumberKeyword' ? 'closed' : 'unknown';
    case 'TSTypeLiteral':
      return memberVerdict(type.members, path, recurse);
    case 'TSTypeReference':
      return referenceVerdict(sourceCode, type, path, recurse);
    default:
      return 'unknown';
  }
}

type Recurse = (inner: TSESTree.TypeNode, rest: Path) => Verdict;

function memberVerdict(members: readonly TSESTree.TypeElement[], path: Path, recurse: Recurse): Verdict {
  const [key, ...rest] = path;
  if (key === undefined || key === null) return 'unknown';
  for (const member of members) {
    if (member.type === 'TSPropertySignature' && keyName(member) === key) {
      return member.typeAnnotation ? recurse(member.typeAnnotation.typeAnnotation, rest) : 'unknown';
    }
  }
  return 'unknown';
}

function referenceVerdict(
  sourceCode: SourceCode,
  type: TSESTree.TSTypeReference,
  path: Path,
  recurse: Recurse,
): Verdict {
  if (type.typeName.type !== 'Identifier') return 'unknown';
  const { name } = type.typeName;
  const [argument] = type.typeArguments?.params ?? [];
  if (
    argument &&
    /^(?:Partial|Readonly|Required|Promise|NonNullable|Array|ReadonlyArray|Set|Exclude|Extract)$/.test(name)
  ) {
    return recurse(argument, path);
  }
  if (name === 'Date') return path.length === 0 ? 'closed' : 'unknown';
  const definition = findVariable(sourceCode, type.typeName)?.defs[0]?.node as Node | undefined;
  switch (definition?.type) {
    case 'TSTypeAliasDeclaration':
      return (
        inferredSchema(sourceCode, definition.typeAnnotation, path) ??
        recurse(definition.typeAnnotation, path)
      );
    case 'TSInterfaceDeclaration':
      return memberVerdict(definition.body.body, path, recurse);
    case 'TSEnumDeclaration':
      return 'closed';
    case 'ClassDeclaration':
      return classVerdict(definition, path, recurse);
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

/** Methods of the type checker that the plugin uses; it never asks for more, and works without. */
interface CheckedType {
  readonly types?: readonly CheckedType[];
  readonly intrinsicName?: string;
  isUnion(): boolean;
  isStringLiteral(): boolean;
  isNumberLiteral(): boolean;
}

interface TypeServices {
  readonly program: unknown;
  getTypeAtLocation(node: Node): CheckedType;
}

/** Whether the type checker, where there is one, knows that an expression is a number or one of some literals. */
export function isClosedByTypeChecker(sourceCode: SourceCode, node: Node): boolean {
  const services = sourceCode.parserServices as Partial<TypeServices> | undefined;
  if (!services?.program || typeof services.getTypeAtLocation !== 'function') return false;
  return isClosedType(services.getTypeAtLocation(node), 0);
}

function isClosedType(type: CheckedType, depth: number): boolean {
  if (type.isUnion() && depth < 3)
    return (type.types ?? []).every((member) => isClosedType(member, depth + 1));
  if (type.isStringLiteral() || type.isNumberLiteral()) return true;
  return /^(?:number|bigint|boolean|true|false|undefined|null)$/.test(type.intrinsicName ?? '');
}

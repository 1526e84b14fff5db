import type { TSESTree } from '@typescript-eslint/utils';
import { enumMember } from './enum-member.ts';
import { readImported } from './imported-declaration.ts';
import { modulePath } from './module-path.ts';
import { keyName, memberName } from './names.ts';
import type { Node, SourceCode } from './node.ts';
import { unwrap } from './unwrap.ts';
import { findVariable, importOf } from './variable.ts';

/** An expression of another file of the project, and that file. */
export interface ImportedValue {
  readonly sourceCode: SourceCode;
  readonly node: Node;
}

const MAX_HOPS = 4;

/**
 * What a name stands for that another file of the project gives: `SECRET`, `config.jwt.secret`, `require('./config').secret`.
 * Null for what this file holds itself, for packages, and where no files can be read.
 */
export function importedValue(sourceCode: SourceCode, node: Node): ImportedValue | null {
  const members: string[] = [];
  let root = unwrap(node);
  while (root.type === 'MemberExpression') {
    const name = memberName(root);
    if (name === null) return null;
    members.unshift(name);
    root = unwrap(root.object);
  }
  if (root.type === 'CallExpression') {
    const source = requiredFile(root);
    return source === null ? null : exportOf(sourceCode, source, members, 0);
  }
  // Where a file was parsed without scopes, a name is what the top of the file says.
  if (!sourceCode.scopeManager && root.type === 'Identifier')
    return pickNamed(sourceCode, root.name, members, 0);
  const variable = findVariable(sourceCode, root);
  const imported = importOf(variable);
  if (!variable || !imported) return null;
  const definition = variable.defs[0];
  if (definition?.type !== 'Variable')
    return exportOf(sourceCode, imported.source, [...importPath(imported.name), ...members], 0);
  const { id, init } = definition.node;
  // `require('./config').secret` and `const { secret } = require('./config')` go on from what the module is.
  const own = id.type === 'ObjectPattern' ? [imported.name] : [];
  const inner = init ? importedMembers(init) : null;
  return inner && exportOf(sourceCode, imported.source, [...inner, ...own, ...members], 0);
}

/** `import * as config` names all exports, `import config` the one that is called default. */
function importPath(name: string): string[] {
  return name === '*' ? [] : [name];
}

/** The members behind a call that loads a module: `secret` of `require('./config').secret`. */
function importedMembers(init: Node): string[] | null {
  const members: string[] = [];
  let node = unwrap(init);
  while (node.type === 'MemberExpression') {
    const name = memberName(node);
    if (name === null) return null;
    members.unshift(name);
    node = unwrap(node.object);
  }
  return members;
}

function requiredFile(call: TSESTree.CallExpression): string | null {
  const [argument] = call.arguments;
  const isRequire = call.callee.type === 'Identifier' && call.callee.name === 'require';
  return isRequire && argument ? modulePath(argument) : null;
}

function exportOf(
  sourceCode: SourceCode,
  source: string,
  path: readonly string[],
  hops: number,
): ImportedValue | null {
  const other = hops > MAX_HOPS ? null : readImported(sourceCode, source, 'values');
  return other && exportedValue(other, path, hops);
}

function exportedValue(sourceCode: SourceCode, path: readonly string[], hops: number): ImportedValue | null {
  const [first = 'default', ...rest] = path;
  const all: string[] = [];
  for (const statement of sourceCode.ast.body) {
    switch (statement.type) {
      case 'ExportNamedDeclaration': {
        const declared = declaredAs(statement.declaration, first);
        if (declared) return pick(sourceCode, declared, rest, hops);
        const taken = takenOutAs(statement.declaration, first);
        if (taken) return pickTaken(sourceCode, taken, rest, hops);
        const found = statement.specifiers.find(({ exported }) => nameOf(exported) === first);
        if (!found) break;
        const local = nameOf(found.local);
        if (statement.source) return exportOf(sourceCode, statement.source.value, [local, ...rest], hops + 1);
        return pickNamed(sourceCode, local, rest, hops);
      }
      case 'ExportDefaultDeclaration':
        if (first === 'default') return pick(sourceCode, statement.declaration, rest, hops);
        break;
      case 'ExportAllDeclaration':
        if (!statement.exported) all.push(statement.source.value);
        break;
      case 'ExpressionStatement': {
        const assigned = commonJsExport(statement.expression);
        if (assigned?.name === first) return pick(sourceCode, assigned.value, rest, hops);
        if (assigned?.name === null)
          return pick(sourceCode, assigned.value, first === 'default' ? rest : path, hops);
        break;
      }
      default:
    }
  }
  for (const source of all) {
    const found = exportOf(sourceCode, source, path, hops + 1);
    if (found) return found;
  }
  return null;
}

/** `exports.name = value`, `module.exports.name = value`; the name is null for `module.exports = value`. */
function commonJsExport(expression: Node): { name: string | null; value: Node } | null {
  if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return null;
  const { left, right } = expression;
  const name = memberName(left);
  if (isModuleExports(left)) return { name: null, value: right };
  const isExports = left.object.type === 'Identifier' && left.object.name === 'exports';
  return name !== null && (isExports || isModuleExports(left.object)) ? { name, value: right } : null;
}

function isModuleExports(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    memberName(node) === 'exports' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module'
  );
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

/** What a declaration sets a name to for good; functions, classes and enums are their own declarations. */
function declaredAs(statement: Node | null, name: string): Node | null {
  if (
    statement?.type === 'FunctionDeclaration' ||
    statement?.type === 'ClassDeclaration' ||
    statement?.type === 'TSEnumDeclaration'
  )
    return statement.id?.name === name ? statement : null;
  if (statement?.type !== 'VariableDeclaration' || statement.kind === 'let') return null;
  return statement.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name)?.init ?? null;
}

/** What `const { SECRET = 'x' } = process.env` takes out of something, under the name that it has there. */
export interface Taken {
  readonly from: Node;
  readonly key: string;
  /** The name with what stands in for it; null where nothing does. */
  readonly withDefault: TSESTree.AssignmentPattern | null;
}

function takenOutAs(statement: Node | null, name: string): Taken | null {
  if (statement?.type !== 'VariableDeclaration' || statement.kind === 'let') return null;
  for (const { id, init } of statement.declarations) {
    if (id.type !== 'ObjectPattern' || !init) continue;
    for (const property of id.properties) {
      if (property.type !== 'Property') continue;
      const withDefault = property.value.type === 'AssignmentPattern' ? property.value : null;
      const target = withDefault ? withDefault.left : property.value;
      const key = keyName(property);
      if (target.type === 'Identifier' && target.name === name && key !== null)
        return { from: init, key, withDefault };
    }
  }
  return null;
}

/** What the top of a file takes out of something under a name; its scopes may be unknown. */
export function takenAtTop({ ast }: SourceCode, name: string): Taken | null {
  for (const statement of ast.body) {
    const taken = takenOutAs(declarationOf(statement), name);
    if (taken) return taken;
  }
  return null;
}

function declarationOf(statement: TSESTree.ProgramStatement): Node | null {
  return statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
}

function pickTaken(
  sourceCode: SourceCode,
  { from, key, withDefault }: Taken,
  path: readonly string[],
  hops: number,
): ImportedValue | null {
  if (withDefault) return path.length === 0 ? { sourceCode, node: withDefault } : null;
  const source = from.type === 'CallExpression' ? requiredFile(from) : null;
  return source === null
    ? pick(sourceCode, from, [key, ...path], hops)
    : exportOf(sourceCode, source, [key, ...path], hops + 1);
}

/** A part of an expression, by the names of its members. */
function pick(
  sourceCode: SourceCode,
  node: Node,
  path: readonly string[],
  hops: number,
): ImportedValue | null {
  const expression = unwrap(node);
  if (hops > MAX_HOPS) return null;
  if (expression.type === 'Identifier') return pickNamed(sourceCode, expression.name, path, hops + 1);
  const [first, ...rest] = path;
  if (first === undefined) return { sourceCode, node: expression };
  if (expression.type === 'CallExpression') {
    const [argument] = expression.arguments;
    const isFrozen =
      expression.callee.type === 'MemberExpression' && memberName(expression.callee) === 'freeze';
    return isFrozen && argument ? pick(sourceCode, argument, path, hops + 1) : null;
  }
  if (expression.type === 'TSEnumDeclaration') {
    const value = enumMember(expression, first);
    return value && pick(sourceCode, value, rest, hops + 1);
  }
  if (expression.type !== 'ObjectExpression') return null;
  for (const property of expression.properties)
    if (property.type === 'Property' && keyName(property) === first)
      return pick(sourceCode, property.value, rest, hops + 1);
  return null;
}

/** What a name at the top of a file stands for: its own constant, or that of a third file. */
function pickNamed(
  sourceCode: SourceCode,
  name: string,
  path: readonly string[],
  hops: number,
): ImportedValue | null {
  for (const statement of sourceCode.ast.body) {
    const declaration = declarationOf(statement);
    const declared = declaredAs(declaration, name);
    if (declared) {
      const source = declared.type === 'CallExpression' ? requiredFile(declared) : null;
      return source === null
        ? pick(sourceCode, declared, path, hops)
        : exportOf(sourceCode, source, path, hops + 1);
    }
    const taken = takenOutAs(declaration, name);
    if (taken) return pickTaken(sourceCode, taken, path, hops);
    if (statement.type !== 'ImportDeclaration') continue;
    const specifier = statement.specifiers.find(({ local }) => local.name === name);
    if (specifier)
      return exportOf(sourceCode, statement.source.value, [...importedPath(specifier), ...path], hops + 1);
  }
  return null;
}

function importedPath(specifier: TSESTree.ImportClause): string[] {
  if (specifier.type === 'ImportSpecifier') return [nameOf(specifier.imported)];
  return specifier.type === 'ImportDefaultSpecifier' ? ['default'] : [];
}

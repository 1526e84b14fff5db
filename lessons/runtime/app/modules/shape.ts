import type { AnyNode, ImportDeclaration, ExportNamedDeclaration, Node, Pattern, Program } from 'acorn';
import type { SourcePosition } from '../../playground.ts';

/** A name that a module takes from another. */
export interface ImportedName {
  readonly name: string;
  readonly position: SourcePosition;
}

/** An import or re-export: from where, what, and where it stands. */
export interface ModuleImport {
  readonly specifier: string;
  readonly position: SourcePosition;
  readonly names: readonly ImportedName[];
}

/** What a module takes and gives, read from its syntax. */
export interface ModuleShape {
  readonly imports: readonly ModuleImport[];
  readonly exports: readonly string[];
  /** Specifiers of `export * from`. */
  readonly exportsAll: readonly string[];
  readonly importMeta: readonly SourcePosition[];
  /** Calls of CommonJS's require(), which a module has not. */
  readonly requires: readonly SourcePosition[];
}

type At = (line: number, column: number) => SourcePosition;

/** Reads a module's imports and exports; `at` gives the learner's position of a place in the text. */
export function readShape(program: Program, at: At): ModuleShape {
  const imports: ModuleImport[] = [];
  const exports: string[] = [];
  const exportsAll: string[] = [];
  for (const statement of program.body) {
    switch (statement.type) {
      case 'ImportDeclaration':
        imports.push({ ...source(statement, at), names: importedNames(statement, at) });
        break;
      case 'ExportNamedDeclaration': {
        for (const specifier of statement.specifiers) exports.push(nameOf(specifier.exported));
        if (statement.declaration) exports.push(...declaredNames(statement.declaration));
        if (statement.source) {
          const names = statement.specifiers.map(({ local }) => ({
            name: nameOf(local),
            position: start(local, at),
          }));
          imports.push({ ...source({ ...statement, source: statement.source }, at), names });
        }
        break;
      }
      case 'ExportDefaultDeclaration':
        exports.push('default');
        break;
      case 'ExportAllDeclaration':
        imports.push({ ...source(statement, at), names: [] });
        if (statement.exported) exports.push(nameOf(statement.exported));
        else exportsAll.push(String(statement.source.value));
        break;
    }
  }
  const importMeta: SourcePosition[] = [];
  const requires: SourcePosition[] = [];
  visit(program, (node) => {
    if (node.type === 'MetaProperty' && node.meta.name === 'import') importMeta.push(start(node, at));
    const isRequire =
      node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
    if (isRequire) requires.push(start(node, at));
  });
  return { imports, exports, exportsAll, importMeta, requires };
}

function source(statement: { source: { value?: unknown } & Node }, at: At) {
  return { specifier: String(statement.source.value), position: start(statement.source, at) };
}

function start(node: Node, at: At): SourcePosition {
  // Positions are asked for where the text is parsed.
  return at(node.loc?.start.line ?? 1, node.loc?.start.column ?? 0);
}

function importedNames(statement: ImportDeclaration, at: At): ImportedName[] {
  return statement.specifiers.flatMap((specifier) => {
    const position = start(specifier, at);
    if (specifier.type === 'ImportDefaultSpecifier') return [{ name: 'default', position }];
    return specifier.type === 'ImportSpecifier' ? [{ name: nameOf(specifier.imported), position }] : [];
  });
}

function nameOf(node: { type: string; name?: string; value?: unknown }): string {
  return node.type === 'Identifier' ? String(node.name) : String(node.value);
}

function declaredNames(declaration: NonNullable<ExportNamedDeclaration['declaration']>): string[] {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => boundNames(id));
  return declaration.id === null ? [] : [declaration.id.name];
}

function boundNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : boundNames(element)));
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    default:
      return [];
  }
}

/** Calls back for every node, in the order of the text. */
function visit(node: unknown, call: (node: AnyNode) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) return node.forEach((each) => visit(each, call));
  if ('type' in node) call(node as AnyNode);
  for (const member of Object.values(node)) visit(member, call);
}

import type { TSESTree } from '@typescript-eslint/utils';
import { modulePath } from './module-path.ts';
import { stringValue } from './names.ts';
import type { Node, SourceCode, Variable } from './node.ts';
import { perFile } from './per-file.ts';

const variablesOf = perFile(() => new Map<Node, Variable | null>());

/** The variable that an expression names; null for a global that the file does not declare, and where it names none. */
export function findVariable(sourceCode: SourceCode, identifier: Node | null | undefined): Variable | null {
  if (identifier?.type !== 'Identifier') return null;
  const variables = variablesOf(sourceCode);
  let variable = variables.get(identifier);
  if (variable === undefined) {
    variable = lookUp(sourceCode, identifier);
    variables.set(identifier, variable);
  }
  return variable;
}

function lookUp(sourceCode: SourceCode, identifier: TSESTree.Identifier): Variable | null {
  // A file that another one imports may have been parsed without scopes.
  if (!sourceCode.getScope || !sourceCode.scopeManager) return null;
  let scope: ReturnType<NonNullable<SourceCode['getScope']>> | null = sourceCode.getScope(identifier);
  while (scope) {
    const variable = scope.set.get(identifier.name);
    if (variable) return variable.defs.length > 0 ? variable : null;
    scope = scope.upper;
  }
  return null;
}

/** The module a variable is imported or required from, and under which name there; null for others. */
export function importOf(variable: Variable | null): { source: string; name: string } | null {
  const definition = variable?.defs[0];
  if (!definition) return null;
  if (definition.type === 'ImportBinding') {
    const { node, parent } = definition;
    if (node.type === 'TSImportEqualsDeclaration') return importedByRequire(node);
    if (parent.type !== 'ImportDeclaration') return null;
    if (node.type === 'ImportDefaultSpecifier') return { source: parent.source.value, name: 'default' };
    if (node.type === 'ImportNamespaceSpecifier') return { source: parent.source.value, name: '*' };
    if (node.type !== 'ImportSpecifier') return null;
    const { imported } = node;
    return {
      source: parent.source.value,
      name: imported.type === 'Identifier' ? imported.name : imported.value,
    };
  }
  if (definition.type === 'Variable' && definition.node.init) {
    const source = requiredModule(definition.node.init);
    if (source !== null) return { source, name: requiredName(definition.node.id, variable.name) };
  }
  return null;
}

/** The same, and what is taken out of a module that a name holds: `const { Strategy } = passportJwt`. */
export function importedAs(
  sourceCode: SourceCode,
  variable: Variable | null,
): { source: string; name: string } | null {
  const imported = importOf(variable);
  const definition = variable?.defs[0];
  if (imported || !variable || definition?.type !== 'Variable') return imported;
  if (definition.node.id.type !== 'ObjectPattern') return null;
  const whole = importOf(findVariable(sourceCode, definition.node.init));
  const isWhole = whole?.name === 'default' || whole?.name === '*';
  return isWhole ? { source: whole.source, name: requiredName(definition.node.id, variable.name) } : null;
}

/** What `import jwt = require('jsonwebtoken')` of TypeScript loads. */
function importedByRequire({
  moduleReference,
}: TSESTree.TSImportEqualsDeclaration): { source: string; name: string } | null {
  if (moduleReference.type !== 'TSExternalModuleReference') return null;
  const source = stringValue(moduleReference.expression);
  return source === null ? null : { source, name: '*' };
}

/** What `require('…')`, `require('…').name` or `await import('…')` loads. */
function requiredModule(init: Node): string | null {
  let node = init;
  while (node.type === 'MemberExpression' || node.type === 'AwaitExpression') {
    node = node.type === 'MemberExpression' ? node.object : node.argument;
  }
  if (node.type === 'ImportExpression') {
    return stringValue(node.source);
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') {
    return null;
  }
  const [argument] = node.arguments;
  return argument ? modulePath(argument) : null;
}

function requiredName(pattern: Node, name: string): string {
  if (pattern.type !== 'ObjectPattern') return 'default';
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
    if (property.value.type === 'Identifier' && property.value.name === name) return property.key.name;
  }
  return name;
}

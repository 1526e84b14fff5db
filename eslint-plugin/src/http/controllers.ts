import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, stringValue } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { readText } from '../sql/read-text.ts';
import type { SqlText } from '../sql/text.ts';
import { propertyOf } from '../sql/validation.ts';
import { type Add, METHODS } from './endpoint.ts';

/** Decorators of Nest, routing-controllers, tsoa: `@Controller('users')` and `@Get(':id')`. */
export function readController(
  sourceCode: SourceCode,
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  add: Add,
): void {
  const prefixes = controllerPrefixes(sourceCode, node);
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition') continue;
    for (const { expression } of member.decorators) {
      if (expression.type !== 'CallExpression') continue;
      const name = calleeName(expression);
      const [path = bare(expression)] = expression.arguments;
      const method = /^(?:Get|Post|Put|Patch|Delete|All)$/.test(name)
        ? METHODS[name.toLowerCase()]
        : undefined;
      const isUrl = 'type' in path ? isPath(path) : prefixes.every((prefix) => prefix !== null);
      if (method === undefined || !isUrl) continue;
      const isPage = member.decorators.some(
        ({ expression: other }) => other.type === 'CallExpression' && calleeName(other) === 'Render',
      );
      if (!isPage) add('route', method, path, [member.value], prefixes);
    }
  }
}

/** What `@Get()` adds to the path of its controller: nothing, in a place of its own. */
function bare(decorator: TSESTree.CallExpression): SqlText {
  return { text: '', holes: [], segments: [], node: decorator };
}

function isPath(node: Node): boolean {
  return node.type === 'ArrayExpression' || stringValue(node) !== null;
}

/** What a class's decorator puts before the paths of its methods. */
function controllerPrefixes(
  sourceCode: SourceCode,
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
): (SqlText | null)[] {
  for (const { expression } of node.decorators) {
    if (expression.type !== 'CallExpression') continue;
    const [first] = expression.arguments;
    if (!/^(?:Controller|JsonController|Route)$/.test(calleeName(expression)) || !first) continue;
    const path = first.type === 'ObjectExpression' ? propertyOf(first, 'path') : first;
    return path ? readText(sourceCode, path).map(({ sql }) => sql) : [null];
  }
  return [null];
}

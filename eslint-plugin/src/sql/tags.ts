import type { TSESTree } from '@typescript-eslint/utils';
import { importedValue } from '../ast/imported-value.ts';
import { chainNames } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { nameHandle } from './handles.ts';

/** Modules whose template tags only format or highlight, so that their expressions become text. */
const PLAIN_TAG_MODULES =
  /^(?:fake-tag|noop-tag|dedent|outdent|common-tags|ts-dedent|string-dedent|fake-sql-tag)$/;
const DRIVER_TAG_MODULES = /^(?:postgres|@vercel\/postgres|@neondatabase\/serverless|bun)$/;

/** What a template tag does with its expressions: binds them as values, or joins them into the text. */
export type TagKind = 'binds' | 'joins';

/** Tells a tag of SQL from any other tag (null). */
export function sqlTagKind(sourceCode: SourceCode, tag: Node): TagKind | null {
  const names = chainNames(tag);
  const root = names?.[0];
  if (!names || root === undefined) return null;
  if (root === 'String' && names[1] === 'raw') return 'joins';
  const last = names.at(-1) ?? '';
  if (last === '$queryRaw' || last === '$executeRaw') return 'binds';
  const rootNode = rootOf(tag);
  const variable = findVariable(sourceCode, rootNode);
  const imported = importOf(variable);
  if (imported && PLAIN_TAG_MODULES.test(imported.source)) return 'joins';
  const definition = variable?.defs[0];
  if (definition?.type === 'Variable' && definition.node.init) {
    const init = unwrap(definition.node.init);
    if (chainNames(init)?.join('.') === 'String.raw') return 'joins';
    if (isDriverCall(sourceCode, init)) return 'binds';
  }
  if (names.some((name) => /^_?(?:sql|pgsql|psql|sqlquery|sqlfragment)$/i.test(name))) return 'binds';
  // `db`SELECT …`` of a driver that is itself the tag, also under a name that another file of the project gives it.
  const made = rootNode && tag === rootNode ? importedValue(sourceCode, rootNode) : null;
  const isMade = made !== null && isDriverCall(made.sourceCode, made.node);
  return isMade || nameHandle(last).kind === 'database' ? 'binds' : null;
}

/** `postgres(url)`, `neon(url)`: the tag that a driver hands out. */
function isDriverCall(sourceCode: SourceCode, init: Node): boolean {
  const call = init.type === 'NewExpression' || init.type === 'CallExpression' ? unwrap(init.callee) : null;
  const source = call?.type === 'Identifier' ? sourceOf(sourceCode, call) : null;
  return source !== null && DRIVER_TAG_MODULES.test(source);
}

/** The module that a name comes from; in a file that was parsed without scopes, as an import at its top says. */
function sourceOf(sourceCode: SourceCode, name: TSESTree.Identifier): string | null {
  const imported = importOf(findVariable(sourceCode, name));
  if (imported) return imported.source;
  for (const statement of sourceCode.ast.body)
    if (
      statement.type === 'ImportDeclaration' &&
      statement.specifiers.some(({ local }) => local.name === name.name)
    )
      return statement.source.value;
  return null;
}

function rootOf(node: Node): Node | null {
  let current = unwrap(node);
  for (;;) {
    if (current.type === 'MemberExpression') current = unwrap(current.object);
    else if (current.type === 'CallExpression') current = unwrap(current.callee);
    else return current;
  }
}

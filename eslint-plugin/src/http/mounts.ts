import type { TSESTree } from '@typescript-eslint/utils';
import { constantInit } from '../ast/constant.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, memberOf, receiver, stringValue } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode, type Variable } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import { readText } from '../sql/read-text.ts';
import type { SqlText } from '../sql/text.ts';
import { propertyOf } from '../sql/validation.ts';
import { joinUrl } from './join-url.ts';

/** A place where one router is put under another. */
interface Mount {
  readonly prefix: SqlText | null;
  readonly parent: Node;
}

/** Mounts multiply; past these a file is not followed. */
const MAX_DEPTH = 5;
const MAX_PREFIXES = 8;

/**
 * What stands before the paths of a router's routes, once for each place where the file mounts it; null where
 * nothing does, or where another file decides.
 */
export function prefixesOf(sourceCode: SourceCode, router: Node, depth = 0): readonly (SqlText | null)[] {
  const { own, root } = chainOf(sourceCode, router);
  if (depth > MAX_DEPTH) return [own];
  const around = mountAround(sourceCode, router);
  const variable = findVariable(sourceCode, root);
  const made = constantInit(variable);
  const declared = made ? chainOf(sourceCode, made).own : null;
  const set = variable && mountsOf(sourceCode).own.get(variable);
  const inner = [declared, set ?? null, own].reduce(join, null);
  const mounts = (variable && mountsOf(sourceCode).mounts.get(variable)) ?? [];
  const outer = (around ? [around] : mounts).flatMap(({ prefix, parent }) =>
    prefixesOf(sourceCode, parent, depth + 1).map((before) => join(before, prefix)),
  );
  return (outer.length > 0 ? outer : [null]).slice(0, MAX_PREFIXES).map((before) => join(before, inner));
}

/** Where a router is mounted that is made right there: `use('/users', Router().get(…).post(…))`. */
function mountAround(sourceCode: SourceCode, router: Node): Mount | null {
  let made = wrapped(router);
  for (let member = memberOf(made); member; member = memberOf(made)) {
    const method = wrapped(member);
    const { parent } = method;
    if (parent.type !== 'CallExpression' || parent.callee !== method) return null;
    made = wrapped(parent);
  }
  const call = made.parent;
  if (call.type !== 'CallExpression' || !/^(?:use|route)$/.test(calleeName(call))) return null;
  const [first] = call.arguments;
  const parent = receiver(call);
  return first && parent ? { prefix: pathOf(sourceCode, first), parent } : null;
}

/** Whether the file mounts a router somewhere, so that it is one whatever its name. */
export function isMounted(sourceCode: SourceCode, router: Node): boolean {
  const variable = findVariable(sourceCode, router);
  return variable !== null && mountsOf(sourceCode).mounts.has(variable);
}

/** The file of the project that a mounted router comes from: `users` of `import users from './users'`, `require('./users')`, `import('./users')`. */
export function fileOfRouter(sourceCode: SourceCode, router: Node): string | null {
  let root = unwrap(router);
  for (;;) {
    if (root.type === 'ImportExpression') return fileOfProject(stringValue(root.source));
    if (root.type === 'MemberExpression') root = unwrap(root.object);
    else if (isNew(root) || (root.type === 'CallExpression' && calleeName(root) !== 'require'))
      root = unwrap(root.callee);
    else break;
  }
  const [argument] = root.type === 'CallExpression' ? root.arguments : [];
  const variable = findVariable(sourceCode, root);
  return fileOfProject(argument ? stringValue(argument) : (importOf(variable)?.source ?? null));
}

function fileOfProject(source: string | null): string | null {
  return source !== null && /^(?:\.|[@~]\/|(?:src|app|lib|server)\/)/.test(source) ? source : null;
}

function join(before: SqlText | null, after: SqlText | null): SqlText | null {
  return after ? joinUrl(before, after) : before;
}

interface Mounts {
  /** By the variable of the router that is mounted, or of the parameter that a plugin gets its router in. */
  readonly mounts: ReadonlyMap<Variable, readonly Mount[]>;
  /** What `router.prefix('/users')` of Koa sets. */
  readonly own: ReadonlyMap<Variable, SqlText>;
}

const mountsOf = perFile((sourceCode: SourceCode): Mounts => {
  const mounts = new Map<Variable, Mount[]>();
  const own = new Map<Variable, SqlText>();
  const mount = (router: Node, prefix: SqlText | null, parent: Node): void => {
    const variable = findVariable(sourceCode, router);
    if (variable) mounts.set(variable, [...(mounts.get(variable) ?? []), { prefix, parent }]);
  };
  for (const call of inventoryOf(sourceCode).calls) {
    const parent = call.type === 'CallExpression' ? receiver(call) : null;
    const [first, second] = call.arguments;
    if (!parent || !first || first.type === 'SpreadElement') continue;
    const name = calleeName(call);
    if (name === 'use' || (name === 'route' && second)) {
      const prefix = pathOf(sourceCode, first);
      for (const argument of prefix ? call.arguments.slice(1) : call.arguments)
        mount(routerOf(argument), prefix, parent);
    } else if (name === 'register') {
      const router = pluginRouter(sourceCode, first);
      if (router) mount(router, prefixOption(sourceCode, second), parent);
    } else if (name === 'group' && second && isFunction(second) && second.params[0]) {
      mount(second.params[0], pathOf(sourceCode, first), parent);
    } else if (name === 'prefix') {
      const prefix = pathOf(sourceCode, first);
      const variable = findVariable(sourceCode, parent);
      if (variable && prefix) own.set(variable, prefix);
    }
  }
  return { mounts, own };
});

/** The text of a path; null for anything else, such as a function or a router. */
function pathOf(sourceCode: SourceCode, node: Node): SqlText | null {
  const expression = unwrap(node);
  if (isFunction(expression) || expression.type === 'CallExpression') return null;
  const sql = readText(sourceCode, expression)[0]?.sql;
  return sql?.text.startsWith('/') ? sql : null;
}

/** The router in `use(router)` and `use(router.routes())`. */
function routerOf(argument: Node): Node {
  const expression = unwrap(argument);
  const isRoutes =
    expression.type === 'CallExpression' && /^(?:routes|middleware|build)$/.test(calleeName(expression));
  return isRoutes ? (receiver(expression) ?? expression) : expression;
}

/** The parameter in which a plugin of Fastify gets its own instance. */
function pluginRouter(sourceCode: SourceCode, argument: Node): Node | null {
  const expression = unwrap(argument);
  if (isFunction(expression)) return expression.params[0] ?? null;
  const variable = findVariable(sourceCode, expression);
  const definition = variable?.defs[0];
  if (definition?.type === 'FunctionName') return definition.node.params[0] ?? null;
  const made = constantInit(variable);
  const plugin = made ? unwrap(made) : null;
  return plugin && isFunction(plugin) ? (plugin.params[0] ?? null) : null;
}

function prefixOption(sourceCode: SourceCode, options: Node | undefined): SqlText | null {
  const expression = options ? unwrap(options) : null;
  const prefix = expression?.type === 'ObjectExpression' ? propertyOf(expression, 'prefix') : null;
  return prefix ? pathOf(sourceCode, prefix) : null;
}

/** Where a chain of calls begins, and the prefix that it says: `new Hono().basePath('/api')`, `new Router({ prefix })`. */
function chainOf(sourceCode: SourceCode, router: Node): { own: SqlText | null; root: Node } {
  let own: SqlText | null = null;
  let current = unwrap(router);
  for (;;) {
    const next: Node | null = current.type === 'CallExpression' ? receiver(current) : null;
    const [first] = current.type === 'CallExpression' || isNew(current) ? current.arguments : [];
    if (isNew(current)) own = join(prefixOption(sourceCode, first), own);
    if (current.type !== 'CallExpression' || !next) {
      if (current.type === 'CallExpression') own = join(prefixOption(sourceCode, first), own);
      return { own, root: current };
    }
    if (calleeName(current) === 'basePath' && first) own = join(pathOf(sourceCode, first), own);
    current = unwrap(next);
  }
}

function isNew(node: Node): node is TSESTree.NewExpression {
  return node.type === 'NewExpression';
}

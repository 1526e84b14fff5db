import type { TSESTree } from '@typescript-eslint/utils';
import { callChain } from '../ast/call-chain.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, chainNames, memberName, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { handleOf } from './handles.ts';
import { type Query, queriesOf } from './queries.ts';
import { wordAt } from './token-at.ts';

/** A call that asks a database for something: a statement, or a method of a mapper or builder. */
export interface QueryCall {
  readonly node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression;
  readonly kind: 'read' | 'write';
  /** The statement, where the call has one. */
  readonly query: Query | null;
}

const READS =
  /^(?:findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|findByPk|findOneBy|findOneByOrFail|findOneOrFail|findAndCount|findAndCountAll|findOrFail)$/;
const WRITES =
  /^(?:upsert|createMany|updateMany|deleteMany|bulkCreate|findOrCreate|insertGraph|upsertGraph)$/;

/** Methods that are a query only on a delegate of a database client: `prisma.user.create`. */
const DELEGATE_READS = /^(?:count|aggregate|groupBy|findOne|findBy|find)$/;
const DELEGATE_WRITES = /^(?:create|update|delete|insert|save|remove)$/;

/** How the chain of a query builder begins: `knex('users')`, `db.select()`, `db.selectFrom('users')`. */
const BUILDER_READS = /^(?:select|selectFrom|selectDistinct)$/;
const BUILDER_WRITES = /^(?:insert|insertInto|update|updateTable|delete|deleteFrom)$/;
const BUILDER_LINKS =
  /^(?:from|where|values|set|returning|selectAll|select|leftJoin|innerJoin|execute|\$\w+)$/;

const HAS_QUERY =
  /\.(?:query|execute|exec|raw|select|insert|update|delete|find|create|bulkCreate|save|remove|count|aggregate|groupBy|upsert|where|run|get|all|one|any|none)\w*\s*[(<`]|sql|query/i;

/** Every call of a file that asks a database, in source order. */
export const queryCallsOf = perFile((sourceCode: SourceCode): readonly QueryCall[] => {
  if (!HAS_QUERY.test(sourceCode.text)) return [];
  const found = new Map<Node, QueryCall>();
  for (const query of queriesOf(sourceCode)) {
    const { runner } = query;
    if (!runner || runner.type === 'NewExpression' || found.has(runner)) continue;
    if (wordAt(query.script, 0) === 'EXPLAIN') continue;
    const verbs = query.script.statements.flatMap(({ commands }) => commands.map(({ verb }) => verb));
    const isRead = verbs.every((verb) => verb === 'select' || verb === 'values');
    const isWrite = verbs.some((verb) => /^(?:insert|update|delete|merge)$/.test(verb));
    if (isRead || isWrite) found.set(runner, { node: runner, kind: isWrite ? 'write' : 'read', query });
  }
  for (const call of inventoryOf(sourceCode).calls) {
    if (call.type !== 'CallExpression' || found.has(call)) continue;
    const kind = mapperKind(sourceCode, call);
    if (kind && !isMadeIntoText(call)) found.set(call, { node: call, kind, query: null });
  }
  return [...found.values()].sort((one, other) => one.node.range[0] - other.node.range[0]);
});

/** `knex('users').update(user).toString()` is run by nobody yet. */
function isMadeIntoText(call: TSESTree.CallExpression): boolean {
  return callChain(call).some((link) => /^to(?:String|SQL|Query|Knex)$/.test(calleeName(link)));
}

function mapperKind(sourceCode: SourceCode, call: TSESTree.CallExpression): QueryCall['kind'] | null {
  const name = calleeName(call);
  const object = receiver(call);
  if (!object) return isTableCall(sourceCode, call) ? builderKind(call) : null;
  if (READS.test(name)) return 'read';
  if (WRITES.test(name) && call.arguments.length > 0) return 'write';
  if (DELEGATE_READS.test(name) && isDelegate(sourceCode, object)) return 'read';
  if (DELEGATE_WRITES.test(name) && isDelegate(sourceCode, object))
    return name === 'create' && isOfTypeOrm(sourceCode) && isRepository(object) ? null : 'write';
  if (call.arguments.length > 1 || !isLinked(call) || !isHandle(sourceCode, object)) return null;
  if (BUILDER_READS.test(name)) return 'read';
  return BUILDER_WRITES.test(name) ? 'write' : null;
}

/** Whether a chain goes on as that of a builder does: `db.delete(users).where(…)`, unlike `cache.delete(key)`. */
function isLinked(call: TSESTree.CallExpression): boolean {
  const { parent } = call;
  return parent.type === 'MemberExpression' && BUILDER_LINKS.test(memberName(parent) ?? '');
}

/** `knex('users')`, `trx('users')`. */
function isTableCall(sourceCode: SourceCode, call: TSESTree.CallExpression): boolean {
  const [table] = call.arguments;
  return (
    call.callee.type === 'Identifier' &&
    /^(?:knex|trx|tx|db|database|transaction)$/i.test(call.callee.name) &&
    call.arguments.length === 1 &&
    table !== undefined &&
    (table.type === 'Literal' || table.type === 'TemplateLiteral' || table.type === 'Identifier') &&
    call.parent.type === 'MemberExpression' &&
    handleOf(sourceCode, call.callee).kind === 'database'
  );
}

/** Whether a chain goes on to write. */
function builderKind(call: TSESTree.CallExpression): QueryCall['kind'] {
  let link: TSESTree.CallExpression = call;
  while (link.parent.type === 'MemberExpression' && link.parent.parent.type === 'CallExpression') {
    link = link.parent.parent;
    if (/^(?:insert|update|delete|del|increment|decrement|upsert)$/.test(calleeName(link))) return 'write';
  }
  return 'read';
}

/** `prisma.user`, `this.prisma.user`: a member of a database handle, that names a table. */
function isDelegate(sourceCode: SourceCode, node: Node): boolean {
  const expression = unwrap(node);
  if (expression.type !== 'MemberExpression') return isRepository(expression);
  const names = chainNames(expression) ?? [];
  if (isRepository(expression)) return true;
  return names.some((name) => /prisma|^tx$/i.test(name)) && isHandle(sourceCode, expression.object);
}

/** `usersRepository`, `this.orderRepo`, `getRepository(User)`. */
function isRepository(node: Node): boolean {
  return /(?:Repository|Repo)$/i.test(chainNames(node)?.at(-1) ?? '');
}

/** `create` of TypeORM's repositories only makes an object, which a later `save` sends. */
function isOfTypeOrm(sourceCode: SourceCode): boolean {
  return inventoryOf(sourceCode).imports.some(({ source }) => /^(?:@nestjs\/)?typeorm$/.test(source.value));
}

function isHandle(sourceCode: SourceCode, node: Node): boolean {
  return handleOf(sourceCode, node).kind === 'database';
}

/** The table that a builder's chain names: `knex(table).where(…)`, `db.insert(table).values(…)`, `db.select().from(table)`. */
export function builderTable(call: TSESTree.CallExpression): Node | null {
  let root = call;
  for (let link = receiver(call); link?.type === 'CallExpression'; link = receiver(link)) root = link;
  const next = root.parent.type === 'MemberExpression' ? root.parent.parent : null;
  const source = next?.type === 'CallExpression' && calleeName(next) === 'from' ? next : root;
  const [table] = source.arguments;
  const isTable =
    source !== root || receiver(root) === null || (isLinked(root) && BUILDER_TABLES.test(calleeName(root)));
  return isTable && table && source.arguments.length === 1 ? table : null;
}

const BUILDER_TABLES = /^(?:selectFrom|from|insertInto|insert|updateTable|update|deleteFrom|delete)$/;

/** Prisma itself gathers the `findUnique` of one tick. */
export function isBatchedByPrisma(node: QueryCall['node']): boolean {
  return node.type === 'CallExpression' && /^findUnique(?:OrThrow)?$/.test(calleeName(node));
}

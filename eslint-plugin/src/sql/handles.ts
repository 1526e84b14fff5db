import type { TSESTree } from '@typescript-eslint/utils';
import { modulesOf } from '../loaded-modules.ts';
import { moduleOf } from '../ast/called-export.ts';
import { keyName, memberName, wordsOf } from '../ast/names.ts';
import type { Node, SourceCode, Variable } from '../ast/node.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { findVariable, importOf } from '../ast/variable.ts';
import type { Dialect } from './tokens.ts';

/**
 * What an object is, as far as the file tells: a database handle (by its import, its type, how it was made, or
 * its name), certainly something else, or open.
 */
export interface Handle {
  readonly kind: 'database' | 'open' | 'other';
  readonly dialect: Dialect;
}

const OPEN: Handle = { kind: 'open', dialect: 'unknown' };
const OTHER: Handle = { kind: 'other', dialect: 'unknown' };

const DRIVERS: readonly (readonly [RegExp, Dialect])[] = [
  [
    /^(?:pg|pg-pool|pg-promise|postgres|@electric-sql\/pglite|@vercel\/postgres|@neondatabase\/serverless|slonik|pg-native|@databases\/pg|@fastify\/postgres|zapatos.*|pgtyped.*)$/,
    'postgresql',
  ],
  [
    /^(?:mysql|mysql2|mysql2\/promise|promise-mysql|mariadb|@planetscale\/database|serverless-mysql|@databases\/mysql|@fastify\/mysql)$/,
    'mysql',
  ],
  [
    /^(?:better-sqlite3|sqlite3|sqlite|node:sqlite|bun:sqlite|sql\.js|expo-sqlite|@libsql\/client(?:\/\w+)?|@databases\/sqlite|better-sqlite3-multiple-ciphers)$/,
    'sqlite',
  ],
  [
    /^(?:knex|kysely|drizzle-orm(?:\/.*)?|@prisma\/client(?:\/.*)?|typeorm|sequelize|sequelize-typescript|@nestjs\/typeorm|@nestjs\/sequelize|@mikro-orm\/.*|objection|mssql|oracledb|tedious|@slonik\/.*|massive|bookshelf|waterline|snowflake-sdk|@clickhouse\/client|duckdb|@duckdb\/.*)$/,
    'unknown',
  ],
];

const OTHER_MODULES =
  /^(?:axios|got|ky|node-fetch|undici|superagent|supertest|express|fastify|koa|hono|redis|ioredis|mongodb|mongoose|graphql.*|@apollo\/.*|urql|@urql\/.*|@tanstack\/.*|react.*|lodash.*|ramda|jquery|cheerio|puppeteer|playwright.*|@elastic\/.*|@supabase\/.*|neo4j-driver|gremlin|dns|http|https|child_process|node:child_process|node:http|chrome-.*|@aws-sdk\/.*|ldapjs|fauna.*|vue|svelte|@angular\/.*|commander|yargs|winston|pino|bunyan)$/;

const HANDLE_TYPES =
  /^(?:Pool|PoolClient|Client|PoolConnection|Connection|ConnectionPool|Database|DB|Db|Knex|Kysely|PrismaClient|PrismaService|DataSource|EntityManager|QueryRunner|Sequelize|Sql|D1Database|PGlite|DatabaseService|DatabasePool|DatabaseConnection|SqlClient|IDatabase|ITask|Transaction|TransactionSql|DatabaseSync|Queryable|DatabaseClient|PostgresJsDatabase|NodePgDatabase|SQLiteDatabase|DbClient|ClientBase)$/;

const HANDLE_WORDS = new Set(
  'db dbs database pool conn connection pg pgp postgres postgresql mysql mysql2 mariadb sqlite sqlite3 knex sequelize prisma tx trx txn transaction datasource em queryrunner sql d1 orm drizzle kysely neon pglite entitymanager dbclient pgclient queryable mssql libsql turso'.split(
    ' ',
  ),
);

const OTHER_WORDS = new Set(
  'redis http https axios api router app server elastic elasticsearch es graphql gql apollo cache map mongo mongodb mongoose neo4j ldap dns document dom window element page browser jquery logger log console url shell sh regex regexp regexes pattern cy cypress screen expect fetcher urql storage localstorage params searchparams headers'.split(
    ' ',
  ),
);

/** Judges the object that a method is called on, or a function that is called. */
export function handleOf(sourceCode: SourceCode, node: Node, depth = 0): Handle {
  const expression = unwrapAwaited(node);
  if (depth > 6) return OPEN;
  switch (expression.type) {
    case 'Identifier':
      return variableHandle(sourceCode, expression, depth);
    case 'MemberExpression':
      return memberHandle(sourceCode, expression, depth);
    case 'CallExpression':
    case 'NewExpression':
      return callHandle(sourceCode, expression, depth);
    case 'Literal':
      return expression.value === null ? OPEN : OTHER;
    default:
      return OPEN;
  }
}

function variableHandle(sourceCode: SourceCode, node: TSESTree.Identifier, depth: number): Handle {
  const variable = findVariable(sourceCode, node);
  if (!variable) return nameHandle(node.name);
  const imported = importOf(variable);
  if (imported) {
    const known = moduleHandle(imported.source);
    return known.kind === 'open' ? nameHandle(node.name) : known;
  }
  const typed = annotationHandle(sourceCode, annotationOf(variable));
  if (typed.kind !== 'open') return typed;
  const definition = variable.defs[0];
  if (definition?.type === 'Variable' && definition.node.id.type === 'Identifier') {
    const made = firstValue(variable, definition.node.init);
    const handle = made ? handleOf(sourceCode, made, depth + 1) : OPEN;
    if (handle.kind !== 'open') return handle;
  }
  return nameHandle(node.name);
}

/** What a variable is declared with, or first set to: `let conn = null; … conn = await pool.getConnection()`. */
function firstValue({ references }: Variable, init: Node | null): Node | null {
  if (init && !(init.type === 'Literal' && init.value === null)) return init;
  return references.find((reference) => reference.isWrite() && !reference.init)?.writeExpr ?? null;
}

function memberHandle(sourceCode: SourceCode, node: TSESTree.MemberExpression, depth: number): Handle {
  const name = memberName(node);
  const object = unwrapAwaited(node.object);
  if (object.type === 'ThisExpression' && name !== null) {
    const typed = fieldHandle(sourceCode, node, name, depth);
    if (typed.kind !== 'open') return typed;
  }
  const named = name === null ? OPEN : nameHandle(name);
  if (named.kind === 'other' || (named.kind === 'database' && named.dialect !== 'unknown')) return named;
  const owner = inherited(handleOf(sourceCode, object, depth + 1));
  // The `Database` of sqlite3 is SQLite's, whatever its name says.
  return owner.kind === 'open' ? named : owner;
}

/** Part of a handle is still a handle (`prisma.$client`); part of something else can be anything. */
function inherited(handle: Handle): Handle {
  return handle.kind === 'database' ? handle : OPEN;
}

function callHandle(
  sourceCode: SourceCode,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  depth: number,
): Handle {
  const loaded = node.type === 'CallExpression' ? moduleOf(sourceCode, node) : null;
  if (loaded !== null) return moduleHandle(loaded);
  const made = handleOf(sourceCode, node.callee, depth + 1);
  return made.kind === 'other' ? OPEN : made;
}

/** A field by its declared type, its initial value, or the constructor's parameter of the same name. */
function fieldHandle(sourceCode: SourceCode, node: Node, name: string, depth: number): Handle {
  let current: Node | undefined = node.parent;
  while (current && current.type !== 'ClassBody') current = current.parent;
  if (current?.type !== 'ClassBody') return OPEN;
  for (const member of current.body) {
    if (member.type === 'PropertyDefinition' && keyName(member) === name) {
      const typed = annotationHandle(sourceCode, member.typeAnnotation?.typeAnnotation);
      if (typed.kind !== 'open') return typed;
      if (member.value) return handleOf(sourceCode, member.value, depth + 1);
    }
    if (member.type !== 'MethodDefinition') continue;
    for (const parameter of member.value.params) {
      if (parameter.type !== 'TSParameterProperty') continue;
      const target =
        parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
      if (target.type === 'Identifier' && target.name === name) {
        return annotationHandle(sourceCode, target.typeAnnotation?.typeAnnotation);
      }
    }
  }
  return OPEN;
}

function annotationOf(variable: Variable): TSESTree.TypeNode | undefined {
  const identifier = variable.defs[0]?.name;
  return identifier?.type === 'Identifier' ? identifier.typeAnnotation?.typeAnnotation : undefined;
}

function annotationHandle(sourceCode: SourceCode, type: TSESTree.TypeNode | undefined): Handle {
  if (type?.type === 'TSUnionType') {
    for (const member of type.types) {
      const handle = annotationHandle(sourceCode, member);
      if (handle.kind !== 'open') return handle;
    }
    return OPEN;
  }
  if (type?.type !== 'TSTypeReference') return OPEN;
  const root = rootName(type.typeName);
  const variable = root ? findVariable(sourceCode, root) : null;
  const imported = importOf(variable);
  const known = imported ? moduleHandle(imported.source) : OPEN;
  if (known.kind !== 'open') return known;
  const name = type.typeName.type === 'TSQualifiedName' ? type.typeName.right.name : root?.name;
  if (name === 'Map' || name === 'Set' || name === 'WeakMap' || name === 'Element' || name === 'Document')
    return OTHER;
  return name !== undefined && HANDLE_TYPES.test(name) ? { kind: 'database', dialect: 'unknown' } : OPEN;
}

function rootName(name: TSESTree.EntityName): TSESTree.Identifier | null {
  if (name.type === 'Identifier') return name;
  return name.type === 'TSQualifiedName' ? rootName(name.left) : null;
}

function moduleHandle(source: string): Handle {
  for (const [pattern, dialect] of DRIVERS) if (pattern.test(source)) return { kind: 'database', dialect };
  return OTHER_MODULES.test(source) ? OTHER : OPEN;
}

/** Words of a program, which say nothing of a handle that is named for it: `AppDataSource`, `serverDb`. */
const PROGRAM = /^(?:app|api|server)$/;

/** What a name promises: `userDb`, `getPool`, `DB` are handles, `redisClient` and `queryClient` are not. */
export function nameHandle(name: string): Handle {
  const words = wordsOf(name);
  const endsAsHandle = HANDLE_WORDS.has(words.at(-1) ?? '') || HANDLE_WORDS.has(words.slice(-2).join(''));
  const isOther = words.some((word) => OTHER_WORDS.has(word) && !(endsAsHandle && PROGRAM.test(word)));
  if (isOther || name === 'queryClient') return OTHER;
  if (endsAsHandle || (words.length > 1 && HANDLE_WORDS.has(words[0] ?? ''))) {
    return { kind: 'database', dialect: dialectOfName(words) };
  }
  return OPEN;
}

function dialectOfName(words: readonly string[]): Dialect {
  if (words.some((word) => word.startsWith('pg') || word.startsWith('postgres') || word === 'neon'))
    return 'postgresql';
  // `connectMySQL` is taken apart into connect, my, sql.
  if (words.join('').includes('mysql') || words.includes('mariadb')) return 'mysql';
  return words.some((word) => word.startsWith('sqlite') || word === 'd1' || word === 'libsql')
    ? 'sqlite'
    : 'unknown';
}

/** Whether a plain function's name says that it runs SQL: `query`, `runSql`, `dbAll`. */
export function isQueryFunctionName(name: string): boolean {
  const words = wordsOf(name);
  // What `pgFormat` makes is run by another.
  if (words.at(-1) === 'format' || words.some((word) => OTHER_WORDS.has(word))) return false;
  return (
    words.some(
      (word) => word === 'query' || word === 'sql' || word === 'queries' || HANDLE_WORDS.has(word),
    ) || /^(?:exec|execute|all|run|any|one|many)$/.test(name)
  );
}

/** The dialect of the drivers that a file imports or requires, when they agree. */
export function fileDialect(sourceCode: SourceCode): Dialect {
  const dialects = new Set(modulesOf(sourceCode).map((name) => moduleHandle(name).dialect));
  dialects.delete('unknown');
  const [only] = dialects;
  return dialects.size === 1 && only ? only : 'unknown';
}

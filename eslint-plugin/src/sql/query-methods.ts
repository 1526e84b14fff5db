import type { SourceCode } from '../ast/node.ts';
import { mayBeSql } from './recognize.ts';
import { mayMakeRaw } from './signs.ts';
import type { ClauseName } from './statement.ts';
import { HOLE } from './tokens.ts';

/** Methods that run SQL on any handle, and do nothing else whatever they are called on. */
export const SURE_METHODS = new Set([
  '$queryRawUnsafe',
  '$executeRawUnsafe',
  'queryRawUnsafe',
  'executeSql',
  'execSql',
]);

/** Methods that run SQL when they are called on a database handle. */
export const HANDLE_METHODS = new Set([
  'query',
  'execute',
  'exec',
  'raw',
  'unsafe',
  'prepare',
  'run',
  'all',
  'get',
  'each',
  'iterate',
  'batch',
  'any',
  'one',
  'many',
  'none',
  'manyOrNone',
  'oneOrNone',
  'multi',
  'multiResult',
  'result',
  'oneFirst',
  'maybeOne',
  'anyFirst',
  'queryAsync',
  'executeAsync',
  'queryArray',
  'queryObject',
  'stream',
  'queryStream',
  'select',
  'selectAll',
  'first',
  'runAsync',
  'getAsync',
  'allAsync',
  'getAllAsync',
  'getFirstAsync',
  'execAsync',
  'runSync',
  'getAllSync',
  'executeQuery',
  'executeRaw',
  'queryRaw',
  'rawQuery',
  'runQuery',
  'simpleExecute',
  'executeMultiple',
  'prepareStatement',
  'getAll',
  'getRow',
  'getCol',
  'getCell',
  'fetchAll',
  'fetchOne',
]);

/** Methods that are named for queries, so that a whole statement in their first argument is enough. */
export const QUERY_METHODS =
  /^(?:query|execute|raw|unsafe|prepare|exec|run|all|get|each|one|many|any|none|getAll|getRow|getCol|getCell|fetchAll|fetchOne)$|query|sql|execute|select(?:All|One|Rows|Many)?$/i;

/** Methods of query builders that take a piece of SQL, and the clause it goes to. */
export const FRAGMENT_METHODS: ReadonlyMap<string, ClauseName> = new Map([
  ['orderByRaw', 'order by'],
  ['groupByRaw', 'group by'],
  ['whereRaw', 'where'],
  ['andWhereRaw', 'where'],
  ['orWhereRaw', 'where'],
  ['havingRaw', 'having'],
  ['joinRaw', 'from'],
  ['fromRaw', 'from'],
]);

/** A piece of SQL that is put together where `raw` gets it. */
const COMPOSED_PIECE = /\braw\s*\(\s*(?:`|["'][^\n]*\+)/;

/** Whether a file may make a piece of SQL from values of its own. */
export function mayHavePieces(sourceCode: SourceCode): boolean {
  return mayMakeRaw(sourceCode) && COMPOSED_PIECE.test(sourceCode.text);
}

/**
 * Where a piece of SQL goes that `knex.raw` and `sequelize.literal` are given in place of a column or a condition, and of
 * which an expression is a part; null for whole statements.
 */
export function placeOfPiece(method: string, text: string): ClauseName | null {
  if (!text.includes(HOLE) || text.trim() === HOLE) return null;
  return method === 'literal' || (method === 'raw' && !mayBeSql(text)) ? 'select' : null;
}

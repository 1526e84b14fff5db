import { lastName, stringValue, wordsOf } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { handleOf, isQueryFunctionName } from './handles.ts';
import { HOLE } from './tokens.ts';

/** Rules out at a glance what never is a statement: functions, numbers, text that begins otherwise. */
export function couldBeText(node: Node): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' && !isPropertyLike(node.value);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ArrayExpression':
    case 'ThisExpression':
    case 'UnaryExpression':
    case 'NewExpression':
      return false;
    default:
      return true;
  }
}

/** Methods that a handle may have besides those that run statements. */
export const SPEAKS = /log|debug|info|warn|error|trace|print|emit|notify|describe|comment/i;

/** `setSql('SELECT …')`: what an editor shows, or a variable of React. */
export const SETS = /^set[A-Z]/;

/** Methods that make text of text: `buildQuery(base)`, `makePageQueryStr(base, page)`, `queryBuilder(base, filters)`. */
export const MAKES_TEXT =
  /^(?:build|compose|format|generate|append|parse)|(?:Str|String|Text|Clause|Builder)$/;

/** `accountDb.mutate('DELETE FROM sessions')`: a statement, whatever the method of a handle is called. */
export function isWholeStatement(node: Node): boolean {
  const text = node.type === 'TemplateLiteral' ? (node.quasis[0]?.value.raw ?? '') : stringValue(node);
  return (
    text !== null &&
    /^\s*(?:SELECT\b[^]*\bFROM\b|INSERT\s+INTO\s|DELETE\s+FROM\s|UPDATE\s+\S+\s+SET\s)/i.test(text)
  );
}

/** Whether a call takes a handle and behind it a statement: `runQuery(pool, text)`, `all(db, 'SELECT …', values)`. */
export function isBehindHandle(sourceCode: SourceCode, method: string, first: Node, second: Node): boolean {
  const object = unwrap(first);
  if (object.type !== 'Identifier' && object.type !== 'MemberExpression') return false;
  const isShown = isWholeStatement(second);
  if (isShown ? SPEAKS.test(method) : !canHoldText(second) || !isQueryFunctionName(method)) return false;
  // In `query(sqlText, values)` the first is the text.
  const words = wordsOf(lastName(object) ?? '');
  if (words.some((word) => /^(?:sql|query|text|statement|stmt|command)$/.test(word))) return false;
  const { kind } = handleOf(sourceCode, object);
  return kind === 'database' || (kind === 'open' && isShown && isQueryFunctionName(method));
}

function canHoldText(node: Node): boolean {
  const { type } = unwrap(node);
  return (
    type === 'Identifier' ||
    type === 'TemplateLiteral' ||
    type === 'BinaryExpression' ||
    type === 'MemberExpression'
  );
}

/** `ORDER BY ${sort}` on its own, which another function or file puts into a statement. */
export const SORT_CLAUSE = /^\s*(?:ORDER\s+BY|order\s+by)\s/;

/** `WHERE name LIKE '%${text}%'`, ` AND status = '${status}'`: a condition for a statement that is written elsewhere. */
export const CONDITION = /^\s*(?:WHERE|AND|OR|HAVING|LIMIT)\s/;

const COMPARES = new RegExp(
  `^\\s*(?:WHERE|AND|OR|HAVING)\\s+[(\\s]*(?:[A-Z]+\\()?[\\w."\`${HOLE}]+\\)?\\s*(?:=|<|>|!=|(?:NOT\\s+)?(?:LIKE|ILIKE|IN|BETWEEN)\\b)`,
);

const LIMITS = new RegExp(`^\\s*LIMIT\\s+[\\d${HOLE}]+(?:\\s*,|\\s+OFFSET\\b|\\s*;?\\s*$)`);

/** A clause that another function or file puts into a statement, with an expression of the program in it. */
export function isClauseAlone(text: string): boolean {
  return text.includes(HOLE) && (SORT_CLAUSE.test(text) || COMPARES.test(text) || LIMITS.test(text));
}

/** `${queries.list} WHERE id = …`: a statement whose beginning another file writes, in the signs of SQL. */
export function isContinued(text: string): boolean {
  return CONTINUED.test(text);
}

const CONTINUED = new RegExp(
  `^\\s*${HOLE}\\s+(?:WHERE\\s+[\\w."\`]+\\s*(?:=|<|>|!=|LIKE\\b|ILIKE\\b|IN\\b|IS\\b|BETWEEN\\b)|ORDER\\s+BY\\s|(?:LEFT\\s+|INNER\\s+)?JOIN\\s+\\S+\\s)`,
);

/** A single word, such as the key in `db.get('settings')`. */
export function isPropertyLike(text: string): boolean {
  return /^[\w$.:/-]*$/.test(text.trim());
}

/** Whether a text ends within a bracket, so that what is appended to it need not be a clause. */
export function isCutInBracket(text: string): boolean {
  return text.split('(').length > text.split(')').length;
}

import { constantValue } from '../ast/constant.ts';
import { calleeName, chainNames } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { unwrapAwaited } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import type { Source } from './facts.ts';
import { isGuarded } from './guards.ts';
import { namedTable } from './named-table.ts';
import { originOf } from './origin.ts';
import type { Query } from './queries.ts';
import { HOLE } from './tokens.ts';

/**
 * `FROM ${table}`, `FROM "${table}"`, `FROM ??` in code that serves any table: there are no columns to name. A constant is
 * a table like others, one of another file too.
 */
export function isNamedAtRunTime(sourceCode: SourceCode, query: Query, source: Source): boolean {
  const { token, kind } = source;
  if (token.kind === 'parameter')
    return isList(query.values) && namedTable(sourceCode, query, source) === null;
  const isQuoted = token.kind === 'name' && token.hasHole && ONLY_HOLES.test(token.text);
  if (kind !== 'hole' && !isQuoted) return false;
  const isMeant = ({ at }: { readonly at: number }): boolean => at >= token.start;
  const hole = isQuoted
    ? query.sql.holes.findLast((each) => isMeant(each) && each.at < token.end)
    : query.sql.holes.find(isMeant);
  if (!hole) return false;
  const names = chainNames(hole.node);
  if (names?.[0] === 'process') return true;
  // Of several expressions in one pair of quotes the last is the table.
  return (
    !names?.some((name) => /^[A-Z][A-Z\d_]*$/.test(name)) &&
    (token.text.length > 1 || namedTable(sourceCode, query, source) === null) &&
    isGivenAtRunTime(sourceCode, hole.node)
  );
}

/** Whether values are beside a statement, and no callback. */
function isList(values: Node | null): boolean {
  return values !== null && !isFunction(values);
}

const ONLY_HOLES = new RegExp(`^[${HOLE}.]+$`);

/** What quotes a name that it is given. */
const QUOTES = /quot|escap|ident|qualif/i;

/** Whether a name is none of the program's own, however it is quoted: `quoteName(schema, table)`. */
function isGivenAtRunTime(sourceCode: SourceCode, node: Node): boolean {
  // What is checked against a list is one of several tables.
  if (findVariable(sourceCode, node)?.defs[0]?.type === 'Parameter' && isGuarded(sourceCode, node))
    return true;
  const value = unwrapAwaited(constantValue(sourceCode, node) ?? node);
  const given = value.type === 'CallExpression' && QUOTES.test(calleeName(value)) ? value.arguments : [node];
  return given.some((each) => originOf(sourceCode, each) !== 'harmless');
}

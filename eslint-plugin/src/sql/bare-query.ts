import { constantValue } from '../ast/constant.ts';
import { isInside } from '../ast/control-flow.ts';
import type { Node, SourceCode, Variable } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap, wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { optionalPieces } from './optional-pieces.ts';
import { type Query, queriesOf } from './queries.ts';
import { isRefused } from './refused-cases.ts';
import { scan } from './scanner.ts';
import { holeAt, type SqlText, TextBuilder } from './text.ts';
import type { Token } from './tokens.ts';

/** What a condition begins with, and what is put behind one; anything else may be what the statement needs. */
const OF_CONDITION = /^\s*(?:WHERE|AND|OR|ORDER\s+BY)\b(?![^]*\b(?:LIMIT|FETCH)\b)/i;

/** The statements that a file runs, as they are written and without the conditions that only a branch puts behind them. */
export const waysToRun = perFile((sourceCode: SourceCode): readonly Query[] =>
  queriesOf(sourceCode).flatMap((query) => {
    if (query.reach === 'none') return [];
    const bare = bareQuery(sourceCode, query);
    return bare ? [query, bare] : [query];
  }),
);

/**
 * The statement as it is run where no condition is put behind it: `DELETE FROM users` of
 * `let text = 'DELETE FROM users'; if (name) text += ' WHERE name = $1'`. Null where it has what it has in any case.
 */
function bareQuery(sourceCode: SourceCode, query: Query): Query | null {
  const { runner, sql } = query;
  const variable = runner && holderOf(sourceCode, sql.node);
  if (!variable) return null;
  const use = variable.references.find(({ identifier }) => isInside(identifier, runner))?.identifier;
  if (!use) return null;
  // Those of the other side of an `if` are none of this text.
  const pieces = optionalPieces(sourceCode, variable, sql.node, use).filter(
    (piece) => textOf(sql, piece) !== '',
  );
  const texts = pieces.map((piece) => textOf(sql, piece));
  const isCondition = texts.some((text) => /^\s*WHERE\b/i.test(text));
  if (!isCondition || !texts.every((text) => OF_CONDITION.test(text))) return null;
  const bare = without(sql, pieces);
  return { ...query, sql: bare, script: scan(bare.text, query.dialect) };
}

/** Whether an expression is a condition or no text, `${name ? 'WHERE name = $1' : ''}`, and nothing asks for the name before. */
export function mayBeLeftOut(sourceCode: SourceCode, { sql, runner }: Query, { start }: Token): boolean {
  const hole = holeAt(sql, start);
  if (!runner || !hole?.choices?.some((text) => text.trim() === '')) return false;
  const node = unwrap(hole.node);
  const test = testOf(sourceCode, node);
  return (
    test !== null &&
    hole.choices.every((text) => text.trim() === '' || OF_CONDITION.test(text)) &&
    !isRefused(sourceCode, findVariable(sourceCode, node), test, runner)
  );
}

/** What decides whether a text has something: the test of a choice, or of the `if` that alone gives a variable another text. */
function testOf(sourceCode: SourceCode, node: Node): Node | null {
  const choice = node.type === 'Identifier' ? (constantValue(sourceCode, node) ?? node) : node;
  if (choice.type === 'ConditionalExpression') return choice.test;
  const writes = findVariable(sourceCode, choice)?.references.filter(
    (reference) => reference.isWrite() && !reference.init,
  );
  const [write] = writes ?? [];
  if (writes?.length !== 1 || !write) return null;
  const statement = write.identifier.parent.parent;
  if (statement?.type !== 'ExpressionStatement') return null;
  const { parent } = statement;
  const branch = parent.type === 'BlockStatement' ? parent : statement;
  const around = branch.parent;
  return around.type === 'IfStatement' && around.consequent === branch && around.alternate === null
    ? around.test
    : null;
}

/** The variable that a text is the start of. */
function holderOf(sourceCode: SourceCode, start: Node): Variable | null {
  const { parent } = wrapped(start);
  if (parent.type === 'VariableDeclarator') return findVariable(sourceCode, parent.id);
  return parent.type === 'AssignmentExpression' ? findVariable(sourceCode, parent.left) : null;
}

/** The stretches of a text that a piece of the program spells, from their starts to their ends. */
function stretchesOf({ segments, holes }: SqlText, { range }: Node): [start: number, end: number][] {
  const isWithin = (offset: number): boolean => range[0] <= offset && offset < range[1];
  return [
    ...segments
      .filter(({ source }) => isWithin(typeof source === 'number' ? source : (source[0] ?? -1)))
      .map(({ start, end }): [number, number] => [start, end]),
    ...holes.filter((hole) => isWithin(hole.range[0])).map(({ at }): [number, number] => [at, at + 1]),
  ].sort((one, other) => one[0] - other[0]);
}

function textOf(sql: SqlText, piece: Node): string {
  return stretchesOf(sql, piece)
    .map(([start, end]) => sql.text.slice(start, end))
    .join('');
}

function without(sql: SqlText, pieces: readonly Node[]): SqlText {
  const dropped = pieces.flatMap((piece) => stretchesOf(sql, piece)).sort((one, other) => one[0] - other[0]);
  const builder = new TextBuilder();
  let at = 0;
  for (const [start, end] of dropped) {
    builder.addText(sql, at, start);
    at = end;
  }
  builder.addText(sql, at, sql.text.length);
  return builder.build(sql.node);
}

import type { Node, SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';
import { starsOf } from './facts.ts';
import { type Query, queriesOf } from './queries.ts';
import { commandsOf } from './statement.ts';
import { shows, type SqlText } from './text.ts';
import { placesOf } from './text-places.ts';

/** The statements of a file by the expressions that they take in, and by their templates. */
const statementsOf = perFile((sourceCode: SourceCode): ReadonlyMap<Node, Query> => {
  const found = new Map<Node, Query>();
  for (const query of queriesOf(sourceCode)) {
    found.set(query.sql.node, query);
    for (const { node } of query.sql.holes) found.set(node, query);
  }
  return found;
});

/**
 * Whether what a piece selects is judged in the statements that take it in: they show its text as their own, or take it for
 * a subquery and name the columns that they want of it.
 */
export function isJudgedWithin(sourceCode: SourceCode, { runner, sql }: Query, star: number): boolean {
  if (runner !== null && runner.type !== 'TaggedTemplateExpression') return false;
  const places = placesOf(sourceCode, runner ?? sql.node);
  return (
    places !== null &&
    places.every((place) => {
      const statement = statementsOf(sourceCode).get(place) ?? statementAround(sourceCode, place);
      if (!statement || statement.sql === sql) return false;
      return shows(statement.sql, star) || (isSubquery(statement.sql, place) && namesColumns(statement));
    })
  );
}

/** The statement whose template an expression stands in. */
function statementAround(sourceCode: SourceCode, place: Node): Query | undefined {
  const template = place.parent;
  return template && statementsOf(sourceCode).get(template);
}

/** `(${users(id)})` */
function isSubquery({ text, holes }: SqlText, place: Node): boolean {
  return holes.some(({ node, at }) => node === place && /\(\s*$/.test(text.slice(0, at)));
}

function namesColumns({ script }: Query): boolean {
  return [...commandsOf(script)].every((command) => starsOf(script, command).length === 0);
}

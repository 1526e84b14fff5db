import { defineRule } from '../define-rule.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { builderSortsOf } from '../sql/builder-sorts.ts';
import { describeOrigin } from '../sql/describe-origin.ts';
import { originOf } from '../sql/origin.ts';
import { type PlacedHole, placedHoles } from '../sql/placed-holes.ts';
import { mayHaveQueries, queriesOf } from '../sql/queries.ts';
import { directionLookup, sortLookup } from '../sql/sort-lookup.ts';
import { mayHaveBuilderSorts } from '../sql/signs.ts';
import { isSymbolAt } from '../sql/token-at.ts';

export default defineRule({
  name: 'no-dynamic-order-by',
  description:
    'Disallow text from outside in ORDER BY, where it cannot be bound and reads data through the order of rows.',
  preset: 'recommended',
  topic: 'sql',
  mayConcern: (sourceCode) => mayHaveQueries(sourceCode) || mayHaveBuilderSorts(sourceCode),
  hasSuggestions: true,
  messages: {
    column:
      '{{origin}} becomes part of the SQL text after ORDER BY: look the column up in a map of allowed columns.',
    direction:
      "{{origin}} becomes part of the SQL text after ORDER BY: choose between 'ASC' and 'DESC' in the program.",
    chosen:
      '{{origin}} chooses the column that the rows are sorted by, whatever the table holds: look the column up in a map of allowed columns.',
    lookUp: 'Look the column up in a map of allowed columns.',
    choose: "Choose between 'ASC' and 'DESC'.",
  },
  check(context, report) {
    const { sourceCode } = context;
    for (const query of queriesOf(sourceCode)) {
      const holes = placedHoles(query);
      for (const placed of holes) {
        if (placed.role !== 'sort' && placed.role !== 'direction') continue;
        const { hole, role } = placed;
        if (hole.entry === 'bound' || hole.choices !== null) continue;
        const origin = originOf(sourceCode, hole.node);
        if (origin === 'harmless' || origin === 'unknown') continue;
        // A function that composes a clause may be handed the map of allowed columns beside what asks for one.
        const isLookedUp = query.reach === 'none' && isLookedUpByName(hole.node);
        // Which table `u.name` means is for who writes the statement; nobody sorts by that.
        const isTable = isSymbolAt(query.script, placed.index + 1, '.');
        if (origin !== 'request' && (isTable || isLookedUp || isOfClauses(sourceCode, placed, holes)))
          continue;
        const isColumn = role === 'sort';
        const fix = isColumn ? sortLookup(sourceCode, query, placed) : directionLookup(sourceCode, placed);
        report({
          messageId: isColumn ? 'column' : 'direction',
          range: hole.range,
          data: { origin: describeOrigin(origin) },
          suggest: fix ? [{ messageId: isColumn ? 'lookUp' : 'choose', fix }] : [],
        });
      }
    }
    for (const column of builderSortsOf(sourceCode)) {
      // A builder quotes the name, so that no other text can follow it: only who chooses it counts.
      const origin = originOf(sourceCode, column);
      if (origin !== 'request') continue;
      report({ messageId: 'chosen', range: column.range, data: { origin: describeOrigin(origin) } });
    }
  },
});

/** `columns[sort]`, and not the `asked[0]` of a list. */
function isLookedUpByName(node: Node): boolean {
  const member = unwrap(node);
  return member.type === 'MemberExpression' && member.computed && member.property.type !== 'Literal';
}

/** `${query.where} ORDER BY ${query.orderBy}`: an object of whole clauses, which the program has put together. */
function isOfClauses(sourceCode: SourceCode, { hole }: PlacedHole, holes: readonly PlacedHole[]): boolean {
  const object = objectOf(sourceCode, hole.node);
  return (
    object !== null &&
    holes.some(({ role, hole: other }) => role === 'text' && objectOf(sourceCode, other.node) === object)
  );
}

/** The object of `query.orderBy`, also where a variable began with it: `const { orderBy } = query`. */
function objectOf(sourceCode: SourceCode, node: Node): string | null {
  const named = findVariable(sourceCode, node)?.defs[0];
  if (named?.type === 'Variable' && named.node.init && named.node.id.type === 'ObjectPattern')
    return sourceCode.getText(named.node.init);
  const value = named?.type === 'Variable' && named.node.init ? named.node.init : node;
  return value.type === 'MemberExpression' ? sourceCode.getText(value.object) : null;
}

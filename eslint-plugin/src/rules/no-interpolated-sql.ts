import { defineRule } from '../define-rule.ts';
import type { SourceCode } from '../ast/node.ts';
import { findVariable } from '../ast/variable.ts';
import { bindValue } from '../sql/bind-value.ts';
import { describeOrigin } from '../sql/describe-origin.ts';
import { type Origin, originOf } from '../sql/origin.ts';
import { type PlacedHole, placedHoles } from '../sql/placed-holes.ts';
import { mayHaveQueries, type Query, queriesOf } from '../sql/queries.ts';
import { BINDABLE } from '../sql/statement.ts';

export default defineRule({
  name: 'no-interpolated-sql',
  description: 'Disallow values from outside in the text of a statement, where they can change what it does.',
  preset: 'recommended',
  topic: 'sql',
  mayConcern: mayHaveQueries,
  hasSuggestions: true,
  messages: {
    value: '{{origin}} becomes part of the SQL text: pass it as a bind parameter.',
    name: '{{origin}} becomes a name in the SQL text: look it up in a map of allowed names.',
    text: '{{origin}} becomes part of the SQL text: let the program choose among texts of its own, and bind the values.',
    bind: 'Pass it as the bind parameter {{placeholder}}.',
  },
  check(context, report) {
    const { sourceCode } = context;
    for (const query of queriesOf(sourceCode)) {
      const holes = placedHoles(query);
      for (const placed of holes) {
        const { hole } = placed;
        if (hole.entry === 'bound' || hole.choices !== null) continue;
        const messageId = messageFor(placed);
        if (messageId === null) continue;
        const origin = originOf(sourceCode, hole.node);
        if (!isDangerous(query, placed, origin)) continue;
        if (origin !== 'request' && query.reach === 'none' && !isHandedOn(sourceCode, placed, holes))
          continue;
        const bound = messageId === 'value' ? bindValue(sourceCode, query, placed) : null;
        report({
          messageId,
          range: hole.range,
          data: { origin: describeOrigin(origin) },
          suggest: bound
            ? [{ messageId: 'bind', data: { placeholder: bound.placeholder }, fix: bound.fix }]
            : [],
        });
      }
    }
  },
});

/** Text in ORDER BY has a rule of its own; the number of a placeholder is the program's own. */
function messageFor({ role }: PlacedHole): 'value' | 'name' | 'text' | null {
  return role === 'value' || role === 'name' || role === 'text' ? role : null;
}

/**
 * A value is wrong in the text whoever passes it, because it could be bound. Names and clauses cannot be bound, so
 * that only those count which certainly come from a client.
 */
function isDangerous(query: Query, { role, command }: PlacedHole, origin: Origin): boolean {
  if (origin === 'request') return true;
  if (origin !== 'parameter' || role !== 'value') return false;
  return BINDABLE.has(command.verb) || query.script.tokens[command.first]?.text === 'CALL';
}

/**
 * Whether a statement that the file hands on to others has a text in quotes that a caller chooses. Where it chooses the
 * tables too, or the text has a default, the callers are parts of a program that makes SQL.
 */
function isHandedOn(
  sourceCode: SourceCode,
  { command, isQuoted, hole }: PlacedHole,
  holes: readonly PlacedHole[],
): boolean {
  if (!isQuoted || command.verb === 'fragment') return false;
  const variable = hole.node.type === 'Identifier' ? findVariable(sourceCode, hole.node) : null;
  if (variable?.defs[0]?.name.parent?.type === 'AssignmentPattern') return false;
  return !holes.some(
    ({ role, clause, hole: { node } }) =>
      role === 'name' && clause?.name !== 'where' && originOf(sourceCode, node) === 'parameter',
  );
}

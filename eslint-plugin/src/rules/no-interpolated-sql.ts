import { defineRule } from '../define-rule.ts';
import type { SourceCode } from '../ast/node.ts';
import { findVariable } from '../ast/variable.ts';
import { bindValue } from '../sql/bind-value.ts';
import { describeOrigin } from '../sql/describe-origin.ts';
import { type Origin, originOf } from '../sql/origin.ts';
import { type PlacedHole, placedHoles } from '../sql/placed-holes.ts';
import { mayHaveQueries, type Query, queriesOf } from '../sql/queries.ts';
import { BINDABLE } from '../sql/statement.ts';
import { wordAt } from '../sql/token-at.ts';

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
    setting:
      '{{origin}} becomes part of a SET, which takes no bind parameters: run SELECT set_config($1, $2, {{isLocal}}) instead.',
    notice:
      '{{origin}} becomes part of a NOTIFY, which takes no bind parameters: run SELECT pg_notify($1, $2) instead.',
    literal:
      '{{origin}} becomes part of a statement that takes no bind parameters: let the driver write it as a literal.',
    bind: 'Pass it as the bind parameter {{placeholder}}.',
  },
  check(context, report) {
    const { sourceCode } = context;
    for (const query of queriesOf(sourceCode)) {
      const holes = placedHoles(query);
      for (const placed of holes) {
        const { hole } = placed;
        if (hole.entry === 'bound' || hole.choices !== null) continue;
        const messageId = messageFor(query, placed);
        if (messageId === null) continue;
        const origin = originOf(sourceCode, hole.node);
        if (!isDangerous(query, placed, origin)) continue;
        if (origin !== 'request' && query.reach === 'none' && !isHandedOn(sourceCode, placed, holes))
          continue;
        const bound = messageId === 'value' ? bindValue(sourceCode, query, placed) : null;
        report({
          messageId,
          range: hole.range,
          data: { origin: describeOrigin(origin), isLocal: String(isLocalSetting(query, placed)) },
          suggest: bound
            ? [{ messageId: 'bind', data: { placeholder: bound.placeholder }, fix: bound.fix }]
            : [],
        });
      }
    }
  },
});

/** Text in ORDER BY has a rule of its own; the number of a placeholder is the program's own. */
function messageFor(query: Query, placed: PlacedHole): MessageId | null {
  const { role } = placed;
  if (role === 'value') return messageForValue(query, placed);
  return role === 'name' || role === 'text' ? role : null;
}

type MessageId = 'value' | 'name' | 'text' | 'setting' | 'notice' | 'literal';

/** PostgreSQL binds values in queries only; the drivers of MySQL write them into any statement themselves. */
function messageForValue({ dialect, script }: Query, { command }: PlacedHole): MessageId {
  if (dialect !== 'postgresql' || BINDABLE.has(command.verb)) return 'value';
  const word = wordAt(script, command.first);
  if (BINDS_TOO.test(word)) return 'value';
  return word === 'SET' ? 'setting' : word === 'NOTIFY' ? 'notice' : 'literal';
}

/** Statements around a query, or with arguments of their own. */
const BINDS_TOO = /^(?:CALL|DECLARE|EXPLAIN)$/;

function isLocalSetting({ script }: Query, { command }: PlacedHole): boolean {
  return wordAt(script, command.first + 1) === 'LOCAL';
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

import { isTestFile } from '../ast/test-file.ts';
import type { Node } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import { defineRule } from '../define-rule.ts';
import { builderPagesOf } from '../sql/builder-pages.ts';
import { sourcesOf } from '../sql/facts.ts';
import { pageClausesOf } from '../sql/page-clauses.ts';
import { queriesOf } from '../sql/queries.ts';
import { isShortTable } from '../sql/small-tables.ts';
import { type Command, commandsOf, type Script } from '../sql/statement.ts';
import { sourceRange } from '../sql/text.ts';

interface Options {
  readonly checkTests?: boolean;
}

export default defineRule<[Options]>({
  name: 'no-offset-pagination',
  description: 'Disallow OFFSET for pages, which reads and throws away every row before the page.',
  preset: 'strict',
  topic: 'sql',
  messages: {
    offset:
      'OFFSET reads and throws away every row before the page, and repeats or loses rows when some are added or removed meanwhile: continue after the last row seen, WHERE (created_at, id) < ($1, $2).',
  },
  schema: [
    {
      type: 'object',
      properties: {
        checkTests: {
          type: 'boolean',
          description: 'Whether to check tests, seeds and migrations too. Off by default.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const { sourceCode, filename } = context;
    const [{ checkTests = false } = {}] = context.options;
    if (!checkTests && isTestFile(filename)) return;
    for (const { script, sql } of queriesOf(sourceCode)) {
      for (const command of commandsOf(script)) {
        const { offset } = pageClausesOf(script, command);
        const value = offset && script.tokens[offset.last - 1];
        if (!offset || !value) continue;
        const tokens = script.tokens.slice(offset.first, offset.last);
        const isPassed = tokens.some(({ kind, hasHole }) => kind === 'parameter' || hasHole);
        const isComputed = tokens.some(
          ({ kind }, index) => kind === 'word' && tokens[index - 1]?.text !== '::',
        );
        if (!isPassed || isComputed || readsOnlyFunctions(script, command)) continue;
        if (isForDelete(command)) continue;
        if (isShortTable(sourcesOf(script, command)[0]?.name ?? '')) continue;
        report({ messageId: 'offset', range: sourceRange(sql, offset.keyword.start, value.end) });
      }
    }
    for (const { offset, offsetPlace } of builderPagesOf(sourceCode)) {
      if (!offset || !offsetPlace || isFixed(offset)) continue;
      report({ messageId: 'offset', range: rangeOfPlace(offsetPlace) });
    }
  },
});

/** `DELETE … WHERE id IN (SELECT id … OFFSET 5000)`: what is to go, and no page. */
function isForDelete(command: Command): boolean {
  for (let outer = command.parent; outer; outer = outer.parent) if (outer.verb === 'delete') return true;
  return false;
}

/** The elements of an array, `FROM unnest(tags)`, are no table. */
function readsOnlyFunctions(script: Script, command: Command): boolean {
  const sources = sourcesOf(script, command);
  return sources.length > 0 && sources.every(({ kind }) => kind === 'function');
}

/** `skip: 10`, and `skip: cursor ? 1 : 0`, which steps over the row of the cursor. */
function isFixed(node: Node): boolean {
  const value = unwrap(node);
  if (value.type === 'ConditionalExpression') return isFixed(value.consequent) && isFixed(value.alternate);
  return value.type === 'Literal' || (value.type === 'Identifier' && value.name === 'undefined');
}

/** `offset(m)` without the chain before it; a property as it stands. */
function rangeOfPlace(place: Node): readonly [number, number] {
  if (place.type !== 'CallExpression' || place.callee.type !== 'MemberExpression') return place.range;
  return [place.callee.property.range[0], place.range[1]];
}

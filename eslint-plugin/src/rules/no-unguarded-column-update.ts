import type { TSESTree } from '@typescript-eslint/utils';
import { enclosingFunction, isInside } from '../ast/control-flow.ts';
import { inventoryOf } from '../ast/inventory.ts';
import { calleeName, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { isTestFile } from '../ast/test-file.ts';
import { unwrap } from '../ast/unwrap.ts';
import { defineRule, type Suggestion } from '../define-rule.ts';
import { boundValue } from '../sql/bound-values.ts';
import { handleOf } from '../sql/handles.ts';
import { keysChooser, keysSource, mentionsText } from '../sql/object-keys.ts';
import { type PlacedHole, placedHoles } from '../sql/placed-holes.ts';
import { type Query, queriesOf } from '../sql/queries.ts';
import { type Clause, itemsOf } from '../sql/statement.ts';
import { sourceRange } from '../sql/text.ts';
import { isSymbolAt, tokenAt } from '../sql/token-at.ts';
import type { Token } from '../sql/tokens.ts';
import { propertyOf } from '../sql/validation.ts';

const CHOOSERS = { request: 'The client', parameter: 'The caller' } as const;

interface Options {
  readonly checkCallers?: boolean;
}

export default defineRule<[Options]>({
  name: 'no-unguarded-column-update',
  description: 'Disallow keys of an object from outside as the columns that a statement writes.',
  preset: 'strict',
  strictOptions: { checkCallers: false },
  topic: 'sql',
  hasSuggestions: true,
  messages: {
    column:
      '{{chooser}} chooses which columns are written, password_hash and role among them: look each key up in a map of the columns that may change.',
    empty:
      'An object without keys leaves nothing after SET, which is a syntax error{{code}}: answer before the query.',
    twice: '`{{column}}` is set twice, a syntax error (42601), when the object has a key of that name.',
    answer: 'Answer before the query when nothing changes.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        checkCallers: {
          type: 'boolean',
          description:
            'Whether to report the keys of an object that callers in other files hand over. On by default, off in the preset `strict`.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const { sourceCode, filename } = context;
    const [{ checkCallers = true } = {}] = context.options;
    if (isTestFile(filename)) return;
    for (const query of queriesOf(sourceCode)) {
      for (const placed of placedHoles(query)) {
        const chooser = columnChooser(sourceCode, query, placed);
        if (!chooser || (chooser === 'parameter' && !checkCallers)) continue;
        report({ messageId: 'column', range: placed.hole.range, data: { chooser: CHOOSERS[chooser] } });
        const { clause } = placed;
        if (clause?.name !== 'set') continue;
        const list = setList(sourceCode, query);
        if (list && !isLengthChecked(sourceCode, list))
          report({
            messageId: 'empty',
            range: list.range,
            data: { code: refusesRepetition(query) ? ' (42601)' : '' },
            suggest: answerBefore(query, list),
          });
        if (!refusesRepetition(query)) continue;
        for (const token of fixedColumns(query, clause)) {
          const column = query.script.text.slice(token.start, token.end);
          if (mentionsText(sourceCode, placed.hole.node, column)) continue;
          report({
            messageId: 'twice',
            range: sourceRange(query.sql, token.start, token.end),
            data: { column },
          });
        }
      }
      for (const token of query.script.tokens) {
        const object = objectAfterSet(sourceCode, query, token);
        if (object && keysChooser(sourceCode, object) === 'request')
          report({ messageId: 'column', range: object.range, data: { chooser: CHOOSERS.request } });
      }
    }
    for (const object of writtenObjects(sourceCode)) {
      if (keysChooser(sourceCode, object) === 'request')
        report({ messageId: 'column', range: object.range, data: { chooser: CHOOSERS.request } });
    }
  },
});

/** Who chooses the column that a hole in SET or INTO stands for. */
function columnChooser(sourceCode: SourceCode, query: Query, { hole, clause, command, role }: PlacedHole) {
  if (hole.entry === 'bound' || query.reach === 'none') return null;
  if (command.verb !== 'update' && command.verb !== 'insert') return null;
  const isColumn = /^(?:set|into|on conflict)$/.test(clause?.name ?? '');
  if (!isColumn || role === 'parameter' || role === 'value') return null;
  const object = keysSource(sourceCode, hole.node);
  return object && keysChooser(sourceCode, object);
}

/** PostgreSQL refuses a column that is set twice; MySQL and SQLite, whose parameters are `?`, take the last. */
function refusesRepetition({ dialect, script }: Query): boolean {
  if (dialect !== 'unknown') return dialect === 'postgresql';
  return !script.tokens.some(({ kind, text }) => kind === 'parameter' && text === '?');
}

/** The list in `SET ${updates.join(', ')}` of a statement. */
function setList(sourceCode: SourceCode, { runner }: Query): Node | null {
  const fn = runner && enclosingFunction(runner);
  if (!fn) return null;
  for (const text of inventoryOf(sourceCode).texts) {
    if (text.type !== 'TemplateLiteral' || text.range[0] < fn.range[0] || text.range[1] > fn.range[1])
      continue;
    for (const [index, quasi] of text.quasis.entries()) {
      const expression = text.expressions[index];
      if (expression && /\bset\s+$/i.test(quasi.value.raw)) return expression;
    }
  }
  return null;
}

/** Whether the function asks how many there are, or the list begins with an assignment of its own. */
function isLengthChecked(sourceCode: SourceCode, list: Node): boolean {
  const fn = enclosingFunction(list);
  const text = fn ? sourceCode.getText(fn) : '';
  return /\.length\b(?!\s*\+)|isEmpty|\[\s*['"`][^\]]*=/.test(text);
}

/** `if (updates.length === 0) return;` before the statement that runs the query. */
function answerBefore({ runner }: Query, list: Node): Suggestion[] {
  const held = list.type === 'CallExpression' ? receiver(list) : list;
  const fn = runner && enclosingFunction(runner);
  if (!fn || held?.type !== 'Identifier') return [];
  let statement: Node = runner;
  while (statement.parent && statement.parent.type !== 'BlockStatement') statement = statement.parent;
  if (!statement.parent || !isInside(statement, fn.body)) return [];
  const indent = ' '.repeat(statement.loc.start.column);
  const guard = `if (${held.name}.length === 0) return;\n${indent}`;
  return [{ messageId: 'answer', fix: (fixer) => fixer.insertTextBefore(statement, guard) }];
}

/** Columns that the same SET assigns by name. */
function fixedColumns({ script }: Query, set: Clause): Token[] {
  return itemsOf(script, set).flatMap(({ first }) => {
    const token = tokenAt(script, first);
    return token.kind === 'word' && !token.hasHole && isSymbolAt(script, first + 1, '=') ? token : [];
  });
}

/** The object that mysql spells out as assignments: `UPDATE users SET ?`, and `INSERT INTO users SET ?`. */
function objectAfterSet(sourceCode: SourceCode, query: Query, token: Token): Node | null {
  if (token.kind !== 'parameter' || token.text !== '?') return null;
  const { tokens } = query.script;
  if (tokens[tokens.indexOf(token) - 1]?.text !== 'SET') return null;
  const bound = boundValue(sourceCode, query, token);
  if (bound) return bound;
  const isOnly = tokens.filter(({ kind }) => kind === 'parameter').length === 1;
  return isOnly ? query.values : null;
}

/** Objects that builders and mappers write as they are: `knex('users').update(object)`, `create({ data: object })`. */
function writtenObjects(sourceCode: SourceCode): Node[] {
  const found: Node[] = [];
  for (const call of inventoryOf(sourceCode).calls) {
    if (call.type !== 'CallExpression') continue;
    const [first] = call.arguments;
    const object = receiver(call);
    if (!object || !first) continue;
    const name = calleeName(call);
    const argument = unwrap(first);
    const data =
      /^(?:update|create|upsert)$/.test(name) && argument.type === 'ObjectExpression'
        ? propertyOf(argument, 'data')
        : null;
    if (data) {
      if (handleOf(sourceCode, object).kind === 'database') found.push(data);
    } else if (/^(?:update|insert|set|values)$/.test(name) && isBuilder(sourceCode, object)) {
      found.push(argument);
    }
  }
  return found;
}

/** A chain of calls that begins at a database handle: `knex('users').where({ id })`, `db.update(users)`. */
function isBuilder(sourceCode: SourceCode, node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  let root: TSESTree.CallExpression = node;
  for (let next = receiver(root); next?.type === 'CallExpression'; next = receiver(root)) root = next;
  return handleOf(sourceCode, receiver(root) ?? root.callee).kind === 'database';
}

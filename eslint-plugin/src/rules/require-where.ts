import type { TSESTree } from '@typescript-eslint/utils';
import { defineRule } from '../define-rule.ts';
import { commentAbove } from '../ast/comment-above.ts';
import { enclosingFunction } from '../ast/control-flow.ts';
import { functionName } from '../ast/function-name.ts';
import { stringValue, wordsOf } from '../ast/names.ts';
import type { FunctionNode, Node, SourceCode } from '../ast/node.ts';
import { isScriptFile, isTestFile } from '../ast/test-file.ts';
import { findVariable } from '../ast/variable.ts';
import { mayBeLeftOut, waysToRun } from '../sql/bare-query.ts';
import type { Query } from '../sql/query.ts';
import { clauseOf, type Command, commandsOf } from '../sql/statement.ts';
import { isMeant, type WholeChange } from '../sql/meant-rows.ts';
import { sourceRange } from '../sql/text.ts';
import { mayHaveSql } from '../sql/signs.ts';
import { HOLE, type Token } from '../sql/tokens.ts';
import { bringsRowsOf, keepsOtherRows } from '../sql/whole-table.ts';

interface Options {
  readonly checkTests?: boolean;
}

export default defineRule<[Options]>({
  name: 'require-where',
  description: 'Require WHERE on UPDATE and DELETE, which without it change every row.',
  preset: 'recommended',
  topic: 'sql',
  mayConcern: mayHaveSql,
  messages: {
    update: 'This UPDATE changes every row of {{table}}: add a WHERE.',
    delete: 'This DELETE removes every row of {{table}}: add a WHERE, or write TRUNCATE if that is meant.',
  },
  schema: [
    {
      type: 'object',
      properties: {
        checkTests: {
          type: 'boolean',
          description:
            'Whether to check tests, seeds and migrations too, which clear and fill whole tables. Off by default.',
        },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [{}],
  check(context, report) {
    const { sourceCode } = context;
    const [{ checkTests = false } = {}] = context.options;
    const { filename } = context;
    const name = filename.split(/[\\/]/).at(-1) ?? '';
    if (!checkTests && (isTestFile(filename) || isScriptFile(filename) || meansEveryRow(name))) return;
    const changes = waysToRun(sourceCode).flatMap((query) => wholeChangesOf(sourceCode, query));
    for (const change of changes) {
      const { query, command, table } = change;
      const verb = query.script.tokens[command.first];
      if (!verb || isMeant(sourceCode, change, changes)) continue;
      if (query.runner && callersOf(sourceCode, query.runner).some(meansEveryRow)) continue;
      if (query.runner && isSaidToMean(sourceCode, query.runner)) continue;
      report({
        messageId: command.verb,
        range: sourceRange(query.sql, verb.start, verb.end),
        data: { table },
      });
    }
  },
});

/** What changes every row of a table among the statements of a text, whether or not that is meant. */
function wholeChangesOf(sourceCode: SourceCode, query: Query): WholeChange[] {
  return [...commandsOf(query.script)].flatMap((command) => {
    const table = changesEveryRow(query, command, (hole) => mayBeLeftOut(sourceCode, query, hole));
    if (table === null || bringsRowsOf(query.script, table) || keepsOtherRows(query.script, command))
      return [];
    return [{ query, command, table }];
  });
}

/**
 * What the function around a statement is called, and what it is handed to where it has no name: `resetAll` for
 * `const resetAll = db.transaction(() => …)`, the path of a route for its handler. The name of a function that runs it itself
 * counts too: `function wipe() { const run = db.transaction(() => …); run(); }`.
 */
function callersOf(sourceCode: SourceCode, statement: Node): string[] {
  const names: string[] = [];
  for (let fn = enclosingFunction(statement); fn; fn = enclosingFunction(fn)) {
    const name = functionName(fn);
    if (name !== null) return [...names, name];
    const call = fn.parent.type === 'CallExpression' ? fn.parent : null;
    const said = call?.arguments[0] && stringValue(call.arguments[0]);
    if (said?.startsWith('/')) return [...names, said.split('/').at(-1) ?? ''];
    if (said) names.push(said);
    const around = call?.parent;
    if (around?.type !== 'VariableDeclarator' || around.id.type !== 'Identifier') continue;
    names.push(around.id.name);
    if (!isCalledWithin(sourceCode, around.id, enclosingFunction(around))) return names;
  }
  return names;
}

/** What clears another table, or lets a table be cleared. */
const CLEARS = /\b(?:DELETE\s+FROM|TRUNCATE|FOREIGN_KEY_CHECKS|UPDATE\s+\S+\s+SET)\b/i;

/** Whether the function around a variable calls what it holds. */
function isCalledWithin(
  sourceCode: SourceCode,
  held: TSESTree.Identifier,
  around: FunctionNode | null,
): boolean {
  const references = findVariable(sourceCode, held)?.references ?? [];
  return references.some(({ identifier }) => {
    const { parent } = identifier;
    const isCalled = parent.type === 'CallExpression' && parent.callee === identifier;
    return isCalled && enclosingFunction(identifier) === around;
  });
}

/** The words by which functions say that whole tables are meant. */
const MEANT =
  /\b(?:all|every|everything|each)\b|clear|reset|truncate|wipe|purge|nuke|empty|flush|clean|seed|tear ?down|set ?up\b|re ?init|before|after|migrat|backfill|drop|rebuild|recreate|repopulate|regenerate|\b(?:import|restore|reload)\b/;

/** Whether a comment above says that all rows are meant; one that explains something has more words than a name, and tells less. */
function isSaidToMean(sourceCode: SourceCode, runner: Node): boolean {
  const comment = commentAbove(sourceCode, runner, (statement) => CLEARS.test(statement));
  return /\b(?:all|every|entire|whole|clear\w*|truncat\w*|wip(?:e|ing)|purg\w*|flush\w*)\b/i.test(comment);
}

/** `dailyCounterReset`, `clear_sessions`. */
function meansEveryRow(name: string): boolean {
  return MEANT.test(wordsOf(name).join(' '));
}

/** WHERE behind a number or an expression, without a space between. */
const GLUED_WHERE = new RegExp(`[\\d${HOLE}]WHERE$`, 'i');

/** The table whose every row a command changes; null when something chooses among them, or could. */
function changesEveryRow(
  { script }: Query,
  command: Command,
  mayBeLeftOut: (hole: Token) => boolean,
): string | null {
  if (command.verb !== 'update' && command.verb !== 'delete') return null;
  if (clauseOf(command, 'where') || clauseOf(command, 'limit')) return null;
  const target = command.clauses.find(({ name }) => name === 'update' || name === 'from');
  const table = target && script.tokens[target.first];
  if (!target || !table) return null;
  if (command.verb === 'update' && !clauseOf(command, 'set')) return null;
  for (let index = target.first + 1; index < command.last; index++) {
    const token = script.tokens[index];
    const before = script.tokens[index - 1];
    // `'… SET votes = ' + votes + 'WHERE id = …'`
    if (token && GLUED_WHERE.test(token.text)) return null;
    // A hole after `=` or a comma is a value; anywhere else it can bring a WHERE.
    const isValue = before?.kind === 'symbol' && /^[=,(+\-*/.|]/.test(before.text);
    if (token?.kind === 'hole' && !isValue && !mayBeLeftOut(token)) return null;
    if (token?.kind === 'word' && token.text === 'JOIN') return null;
    // A quote that is never closed has swallowed what follows.
    if (token?.kind === 'string' && !/^.+['"]$/s.test(token.text)) return null;
  }
  if (table.hasHole || table.kind === 'symbol' || table.kind === 'parameter') return null;
  const isQualified = script.tokens[target.first + 1]?.text === '.';
  const name = isQualified ? script.tokens[target.first + 2] : table;
  return name && !name.hasHole && !/^(?:pg|sqlite)_/i.test(name.text) ? name.text.toLowerCase() : null;
}

import type { TSESTree } from '@typescript-eslint/utils';
import { calledFunctionOrMethod } from '../ast/called-function.ts';
import { isFirstElement, keyName, memberName, memberOf } from '../ast/names.ts';
import { isFunction, type Node, type SourceCode } from '../ast/node.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import { followsWrite, isKnownRow } from './known-rows.ts';
import { queriesOf, type Query } from './queries.ts';
import { sourcesOf } from './facts.ts';
import { isListUse } from './first-row.ts';
import { isSingleRow, isSystem } from './row-count.ts';
import { clauseOf, type Command } from './statement.ts';

/** A first row that a program reads, though its statement can find none. */
export interface UncheckedRow {
  readonly node: Node;
  readonly verb: 'SELECT' | 'UPDATE' | 'DELETE';
}

/** Every first row of a file that is read without a question whether it is there. */
export function uncheckedRowsOf(sourceCode: SourceCode): UncheckedRow[] {
  if (!/\[\s*0\s*\]|\[\s*\w+\s*\]\s*[=}\]]/.test(sourceCode.text)) return [];
  const queries = queriesOf(sourceCode);
  return queries.flatMap((query) => {
    const verb = verbThatMayFindNone(query);
    if (!verb || !query.runner || followsWrite(sourceCode, queries, query)) return [];
    if (isKnownRow(sourceCode, queries, query)) return [];
    const result = outermostResult(query.runner);
    const node = uncheckedIn(sourceCode, result, query.runner.type === 'TaggedTemplateExpression');
    return node && !isAnsweredByCatch(sourceCode, node) ? [{ node, verb }] : [];
  });
}

/** Whether the catch around a place makes of every error the answer that somebody or something was not found. */
function isAnsweredByCatch(sourceCode: SourceCode, node: Node): boolean {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (isFunction(outer)) return false;
    if (outer.type !== 'TryStatement' || outer.block !== inner || !outer.handler) continue;
    const answer = sourceCode.getText(outer.handler.body);
    return /\b(?:401|403|404)\b/.test(answer) && !/\b5\d\d\b|\bthrow\b|\bnext\(/.test(answer);
  }
  return false;
}

/** The verb of a statement with a condition, whose rows come back; null where there is always one. */
function verbThatMayFindNone({ script, reach }: Query): UncheckedRow['verb'] | null {
  const [statement] = script.statements;
  const command = statement?.commands[0];
  if (reach === 'none' || !command || script.statements.length > 1 || statement.commands.length > 1)
    return null;
  if (!clauseOf(command, 'where') || sourcesOf(script, command).some(isSystem)) return null;
  switch (command.verb) {
    case 'select':
      return isSingleRow(script, command) || !hasOwnCondition(script, command) ? null : 'SELECT';
    case 'update':
      return clauseOf(command, 'returning') ? 'UPDATE' : null;
    case 'delete':
      return clauseOf(command, 'returning') ? 'DELETE' : null;
    default:
      return null;
  }
}

/** Whether a value of the program stands in WHERE: what the statement itself names may always be there. */
function hasOwnCondition({ tokens }: Query['script'], command: Command): boolean {
  const where = clauseOf(command, 'where');
  return (
    where !== undefined &&
    tokens.slice(where.first, where.last).some(({ kind }) => kind === 'parameter' || kind === 'hole')
  );
}

/** `await db.query(…)`, and `.rows` behind it. */
function outermostResult(runner: Node): Node {
  const member = memberOf(runner);
  return wrapped(member && memberName(member) === 'rows' ? member : runner);
}

/** The first row in a result, where something reads it and nothing asks for it. */
function uncheckedIn(sourceCode: SourceCode, result: Node, isRows: boolean): Node | null {
  const member = memberOf(result);
  if (member && isFirstElement(member)) return uncheckedRow(sourceCode, member);
  const { parent } = result;
  if (parent?.type !== 'VariableDeclarator' || parent.init !== result) return null;
  const { id } = parent;
  if (id.type === 'Identifier') return uncheckedHolder(sourceCode, id);
  if (id.type === 'ArrayPattern')
    return isRows ? uncheckedElement(sourceCode, id) : uncheckedInPair(sourceCode, id);
  if (id.type !== 'ObjectPattern') return null;
  const names = id.properties.map((property) => (property.type === 'Property' ? keyName(property) : null));
  if (names.some((name) => /^(?:rowCount|affectedRows|changes|count)$/.test(name ?? ''))) return null;
  for (const property of id.properties) {
    if (property.type !== 'Property' || keyName(property) !== 'rows') continue;
    if (property.value.type === 'Identifier') return uncheckedHolder(sourceCode, property.value);
    if (property.value.type === 'ArrayPattern') return uncheckedElement(sourceCode, property.value);
  }
  return null;
}

/** `const [user] = …`. */
function uncheckedElement(sourceCode: SourceCode, { elements }: TSESTree.ArrayPattern): Node | null {
  const [first] = elements;
  return elements.length === 1 && first?.type === 'Identifier' ? uncheckedVariable(sourceCode, first) : null;
}

/** `const [rows] = …` and `const [[user]] = …` of mysql2, whose results are the rows and their fields. */
function uncheckedInPair(sourceCode: SourceCode, { elements: [rows] }: TSESTree.ArrayPattern): Node | null {
  if (rows?.type === 'ArrayPattern') return uncheckedElement(sourceCode, rows);
  return rows?.type === 'Identifier' ? uncheckedHolder(sourceCode, rows) : null;
}

/** A variable that holds the result or its rows: each way to the first row, unless one of them asks. */
function uncheckedHolder(sourceCode: SourceCode, name: TSESTree.Identifier): Node | null {
  const found: Node[] = [];
  for (const { identifier } of findVariable(sourceCode, name)?.references ?? []) {
    if (identifier === name) continue;
    const row = memberOf(outermostResult(identifier));
    // Whatever else it is used for may be the question.
    // What has a length is the list of rows that mysql2 gives beside their fields.
    if (!row || !isFirstElement(row) || isQuestion(row) || isListUse(row)) return null;
    if (memberOf(row)?.optional === true) return null;
    const unchecked = uncheckedRow(sourceCode, row);
    if (unchecked) found.push(unchecked);
  }
  return found[0] ?? null;
}

function uncheckedRow(sourceCode: SourceCode, row: Node): Node | null {
  if (isListUse(row)) return null;
  const member = memberOf(row);
  if (member) return member.optional || isFirstElement(member) ? null : row;
  const use = wrapped(row);
  const { parent } = use;
  if (parent.type === 'CallExpression') return isReadBy(sourceCode, parent, use) ? row : null;
  if (parent.type === 'VariableDeclarator') {
    if (parent.id.type === 'ObjectPattern') return row;
    return parent.id.type === 'Identifier' && uncheckedVariable(sourceCode, parent.id) ? row : null;
  }
  return null;
}

/** A variable that holds the row, or the rows of a pair: where the row is read, if nothing asks for it. */
function uncheckedVariable(sourceCode: SourceCode, name: TSESTree.Identifier): Node | null {
  const reads: Node[] = [];
  for (const { identifier } of findVariable(sourceCode, name)?.references ?? []) {
    if (identifier === name) continue;
    const element = memberOf(identifier);
    const use = wrapped(element && isFirstElement(element) ? element : identifier);
    const member = memberOf(use);
    const { parent } = use;
    if (isQuestion(use) || isListUse(use) || member?.optional) return null;
    if (member || (parent.type === 'CallExpression' && isReadBy(sourceCode, parent, use))) reads.push(use);
    else if (parent.type === 'CallExpression') return null;
  }
  return reads[0] ?? null;
}

/** Whether a place asks if something is there. */
function isQuestion(node: Node): boolean {
  const use = wrapped(node);
  const { parent } = use;
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
      return parent.test === use;
    case 'LogicalExpression':
    case 'BinaryExpression':
      return true;
    case 'UnaryExpression':
      return parent.operator === '!' || parent.operator === 'typeof';
    default:
      return false;
  }
}

/** Whether a function of this file reads a property of what it is given, and asks nothing before. */
function isReadBy(sourceCode: SourceCode, call: TSESTree.CallExpression, argument: Node): boolean {
  const fn = calledFunctionOrMethod(sourceCode, call);
  const parameter = fn?.params[call.arguments.findIndex((candidate) => candidate === argument)];
  if (parameter?.type === 'ObjectPattern') return true;
  return parameter?.type === 'Identifier' && uncheckedVariable(sourceCode, parameter) !== null;
}

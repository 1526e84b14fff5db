import { calleeName, memberName, memberOf } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { wrapped } from '../ast/unwrap.ts';
import { findVariable } from '../ast/variable.ts';
import type { Query } from './queries.ts';
import { clauseOf } from './statement.ts';

/** Whether a query is prepared first and run later: `const find = db.prepare('SELECT …')`. */
export function isPrepared({ method }: Query): boolean {
  return /^prepare(?:Sync|Async|Statement)?$/.test(method ?? '');
}

/** What a prepared statement gives itself back from, with its values or another form of rows. */
const STEPS =
  /^(?:bind|pluck|raw|expand|safeIntegers|columns|setReadBigInts|prepare|prepareSync|prepareAsync|prepareStatement)$/;

/** Whether the last call of a chain runs the statement: `db.prepare('…').all()`, unlike `db.prepare('…').bind(id)`. */
export function isRun(chain: Node): boolean {
  const { type } = chain;
  return type !== 'CallExpression' || !STEPS.test(calleeName(chain));
}

/**
 * Whether a prepared statement gives one row wherever it is run, as far as the file shows: `find.get(id)`, and never
 * `find.all()`. One that is run where the file does not show it, and asks by a condition, may as well.
 */
export function fetchesOneRow(
  sourceCode: SourceCode,
  prepared: Node,
  query: Query,
  isOneRow: (method: string) => boolean,
): boolean {
  const name = holder(prepared);
  const variable = findVariable(sourceCode, name);
  const methods = (variable?.references ?? [])
    .filter((reference) => reference.isRead())
    .map(({ identifier }) => runMethod(identifier));
  if (methods.length > 0 && !methods.includes(null)) return methods.every((method) => isOneRow(method ?? ''));
  return query.script.statements.every(({ commands }) =>
    commands.every((command) => clauseOf(command, 'where') !== undefined),
  );
}

/** What a value is written to at once. */
function holder({ parent }: Node): Node | null {
  if (parent?.type === 'VariableDeclarator') return parent.id;
  return parent?.type === 'AssignmentExpression' ? parent.left : null;
}

/** The method that runs a statement where it is named: `get` of `find.bind(id).get()`; null where it goes elsewhere. */
function runMethod(statement: Node): string | null {
  let node = wrapped(statement);
  for (let member = memberOf(node); member; member = memberOf(node)) {
    const name = memberName(member);
    const isCalled = member.parent.type === 'CallExpression' && member.parent.callee === member;
    if (!isCalled || name === null) return null;
    if (!STEPS.test(name)) return name;
    node = wrapped(member.parent);
  }
  return null;
}

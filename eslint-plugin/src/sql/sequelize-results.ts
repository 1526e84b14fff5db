import { constantValue } from '../ast/constant.ts';
import { calleeName, keyName, lastName, receiver } from '../ast/names.ts';
import type { Node, SourceCode } from '../ast/node.ts';
import { unwrap } from '../ast/unwrap.ts';
import type { Query } from './queries.ts';
import { constantMember } from './text-sources.ts';
import { propertyOf } from './validation.ts';

/** Options that tell Sequelize that a statement gives rows, so that it hands them out without anything beside them. */
const ASKS_FOR_ROWS = /^(?:type|model|nest)$/;

/**
 * What `sequelize.query(text, options)` gives: `[rows, metadata]`, the rows alone where the options ask for them, or one row
 * with `plain`. Null for what other handles run, and where the file does not show the options.
 */
export function sequelizeResult(
  sourceCode: SourceCode,
  { runner, method }: Query,
): 'pair' | 'rows' | 'row' | null {
  const handle = method === 'query' && runner?.type === 'CallExpression' ? receiver(runner) : null;
  if (runner?.type !== 'CallExpression' || !handle || !isSequelize(sourceCode, handle)) return null;
  const [, given] = runner.arguments;
  if (!given) return 'pair';
  const options = constantValue(sourceCode, given) ?? unwrap(given);
  if (options.type !== 'ObjectExpression') return null;
  const names = options.properties.map((property) =>
    property.type === 'Property' ? keyName(property) : null,
  );
  const plain = propertyOf(options, 'plain');
  if (plain && isTrue(sourceCode, plain)) return 'row';
  if (names.some((name) => name !== null && ASKS_FOR_ROWS.test(name))) return 'rows';
  return plain || names.includes(null) ? null : 'pair';
}

/** `true`, and `options.plain` of a constant that has it. */
function isTrue(sourceCode: SourceCode, value: Node): boolean {
  const node = unwrap(value);
  const held = node.type === 'MemberExpression' ? constantMember(sourceCode, node) : node;
  return held?.type === 'Literal' && held.value === true;
}

/** `sequelize`, `db.sequelize`, and what `new Sequelize(…)` makes, whatever its name. */
function isSequelize(sourceCode: SourceCode, handle: Node): boolean {
  if (/sequelize$/i.test(lastName(handle) ?? '')) return true;
  const made = constantValue(sourceCode, handle);
  return made?.type === 'NewExpression' && calleeName(made) === 'Sequelize';
}

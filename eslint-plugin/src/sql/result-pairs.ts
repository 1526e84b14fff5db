import { receiver } from '../ast/names.ts';
import type { SourceCode } from '../ast/node.ts';
import { givesPromises } from './promise-pools.ts';
import type { Query } from './queries.ts';
import { sequelizeResult } from './sequelize-results.ts';
import { clauseOf, type Command, type Script } from './statement.ts';

/** Whether the promise of a query is one of mysql2, which gives `[rows, fields]`, by its words; what runs it is not looked at. */
export function mayGivePair({ method, dialect, script }: Query): boolean {
  if (!/^(?:query|execute)$/.test(method ?? '')) return false;
  return (
    dialect === 'mysql' ||
    script.tokens.some(({ kind, text }) => kind === 'parameter' && /^\?\??$/.test(text))
  );
}

/** Whether `const result = await …` gets `[rows, fields]`: of what certainly gives such, and of `raw` for every row. */
export function givesPair(sourceCode: SourceCode, query: Query): boolean {
  const { method, script } = query;
  if (sequelizeResult(sourceCode, query) === 'rows') return false;
  // Nobody asks for every row, or for all that look alike, to read the first.
  const isForMany =
    (method === 'raw' || method === 'query') &&
    script.statements.every(({ commands }) => commands.every((command) => asksForMany(script, command)));
  return isForMany || certainlyGivesPair(sourceCode, query);
}

/** Whether a query is run by `execute`, by a handle of mysql2 that gives promises, or by Sequelize without a type. */
export function certainlyGivesPair(sourceCode: SourceCode, query: Query): boolean {
  const { runner, method } = query;
  if (method === 'execute' || sequelizeResult(sourceCode, query) === 'pair') return true;
  const handle = runner?.type === 'CallExpression' ? receiver(runner) : null;
  return method === 'query' && handle !== null && givesPromises(sourceCode, handle, mayGivePair(query));
}

function asksForMany({ tokens }: Script, command: Command): boolean {
  if (command.verb !== 'select' || clauseOf(command, 'order by')) return false;
  const where = clauseOf(command, 'where');
  if (!where) return true;
  const conditions = tokens.slice(where.first, where.last).map(({ text }) => text.toUpperCase());
  return conditions.some((text) => text.includes('%')) && !conditions.includes('=');
}

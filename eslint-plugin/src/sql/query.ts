import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from '../ast/node.ts';
import type { SqlSourceCode } from '../language/sql-source-code.ts';
import type { Script } from './statement.ts';
import type { SqlText } from './text.ts';
import type { Dialect } from './tokens.ts';

/**
 * How sure it is that text is run as SQL. `handle`: it reaches a database handle. `call`: it is a statement and
 * reaches a function named for queries. `none`: it is unmistakably SQL, but the file does not show who runs it.
 */
export type Reach = 'handle' | 'call' | 'none';

/** A statement (or several) of SQL in a program. */
export interface Query {
  readonly reach: Reach;
  readonly sql: SqlText;
  readonly script: Script;
  readonly dialect: Dialect;
  /** The call or tagged template that runs the text; null when the file does not show it, or is SQL itself. */
  readonly runner:
    TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression | null;
  /** The method or function that runs it, `query` in `db.query()`. */
  readonly method: string | null;
  /** The argument that carries the values to bind, where the call has one. */
  readonly values: Node | null;
}

/** A file of SQL is one text, so that what its statements say of one table is seen together. */
export function wholeFile({ script, dialect, ast }: SqlSourceCode): Query {
  const { text } = script;
  // Nothing but its range is read, because a file of SQL has no expressions.
  const node = ast as unknown as Node;
  const sql = { text, holes: [], segments: [{ start: 0, end: text.length, source: 0 }], node };
  return { reach: 'handle', sql, script, dialect, runner: null, method: null, values: null };
}

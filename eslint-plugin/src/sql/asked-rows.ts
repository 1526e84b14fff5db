import { enclosingFunction } from '../ast/control-flow.ts';
import { functionName } from '../ast/function-name.ts';
import { lastName, wordsOf } from '../ast/names.ts';
import type { SourceCode } from '../ast/node.ts';
import { boundValue } from './bound-values.ts';
import { KIND, REFERENCE } from './key-names.ts';
import type { Query } from './queries.ts';
import type { Token } from './tokens.ts';

/** Under which names drivers hand out the key of the row that they have just inserted. */
const INSERTED = /^(?:insertId|lastInsertId|lastInsertRowid|lastInsertRowId|lastID|insertedId)$/;

/** Nobody asks for one row in so many words, and each of them would be counted for each value. */
const MAX_TOKENS = 500;

/**
 * Whether the program asks for one row by a column that is no key by its name: `image_id = ${result.insertId}`, and
 * `matricula = ${id}` of `alunos` in `getAlunoById`.
 */
export function asksForRow(
  sourceCode: SourceCode,
  query: Query,
  column: string,
  value: Token,
  table: string | null,
): boolean {
  if (query.script.tokens.length > MAX_TOKENS) return false;
  const node = boundValue(sourceCode, query, value);
  const name = node ? lastName(node) : null;
  if (name !== null && INSERTED.test(name)) return true;
  // `post_id` in `getPostById` may be that of the post's likes.
  if (name !== 'id' || REFERENCE.test(column) || KIND.test(column)) return false;
  const thing = thingFoundById(query);
  return thing !== null && table?.replaceAll('_', '').includes(thing) === true;
}

/** `ALUNO` in a function `getAlunoById`; null for several of them and for other names. */
function thingFoundById({ sql, runner }: Query): string | null {
  let fn = enclosingFunction(runner ?? sql.node);
  for (; fn; fn = enclosingFunction(fn)) {
    const name = functionName(fn);
    const thing =
      name === null ? null : /(?:get|find|fetch|read|load|select)_?(\w+?)_?By_?Id$/i.exec(name)?.[1];
    if (thing) return /[^s]s$/i.test(thing) ? null : wordsOf(thing).join('').toUpperCase();
  }
  return null;
}

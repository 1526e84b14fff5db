import type { ClauseName, Command } from './statement.ts';
import type { TokenReader } from './token-reader.ts';

/** A clause that begins somewhere, and how many words its name has. */
export interface FoundClause {
  readonly name: ClauseName;
  readonly length: number;
}

/** Judges whether a word begins a clause where it stands; `current` is the clause before it. */
export type ClauseStart = (
  command: Command,
  index: number,
  current: ClauseName | null,
  read: TokenReader,
) => FoundClause | null;

function always(name: ClauseName): ClauseStart {
  const found = { name, length: 1 };
  return () => found;
}

/** A clause whose word counts only before certain others, which are part of its name when it has two words. */
function before(name: ClauseName, length: number, nexts: readonly string[]): ClauseStart {
  const found = { name, length };
  return (_command, index, _current, read) => (nexts.some((next) => read.is(index + 1, next)) ? found : null);
}

function where(name: ClauseName, holds: (...place: Parameters<ClauseStart>) => boolean): ClauseStart {
  const found = { name, length: 1 };
  return (...place) => (holds(...place) ? found : null);
}

/** In `SELECT DISTINCT FROM` it begins a clause, in `a IS DISTINCT FROM b` it does not. */
const from = where('from', (_command, index, current, read) => {
  if (!read.is(index - 1, 'DISTINCT')) return true;
  return current === 'select' && !read.is(index - 2, 'IS') && !read.is(index - 2, 'NOT');
});

const values = where('values', ({ verb }, _index, current) => current === 'into' || verb === 'values');

const CLAUSE_STARTS: ReadonlyMap<string, ClauseStart> = new Map([
  ['SELECT', always('select')],
  ['INTO', always('into')],
  ['FROM', from],
  // In an INSERT it belongs to ON CONFLICT, and chooses which rows to update.
  ['WHERE', where('where', ({ verb }) => verb !== 'insert')],
  ['GROUP', before('group by', 2, ['BY'])],
  ['HAVING', always('having')],
  ['WINDOW', where('window', (_command, index, _current, read) => read.is(index + 2, 'AS'))],
  ['ORDER', before('order by', 2, ['BY'])],
  ['LIMIT', always('limit')],
  ['OFFSET', always('offset')],
  ['FETCH', before('fetch', 2, ['FIRST', 'NEXT'])],
  ['FOR', before('for', 1, ['UPDATE', 'SHARE', 'NO', 'KEY'])],
  ['VALUES', values],
  ['VALUE', values],
  ['UPDATE', where('update', ({ verb, first }, index) => verb === 'update' && index === first)],
  [
    'SET',
    where(
      'set',
      ({ verb }, _index, current) =>
        current === 'update' || current === 'into' || current === 'on conflict' || verb === 'fragment',
    ),
  ],
  ['USING', where('using', ({ verb }) => verb === 'delete' || verb === 'merge')],
  ['ON', before('on conflict', 2, ['CONFLICT', 'DUPLICATE'])],
  ['RETURNING', always('returning')],
]);

/** Commands whose words are their own: COLUMN, SET and the like begin no clause in them. */
export function hasClauses({ verb }: Command): boolean {
  return verb !== 'create' && verb !== 'alter' && verb !== 'drop' && verb !== 'other';
}

/** What judges a word that begins a clause in some places; undefined for every other word. */
export function clauseStart(word: string): ClauseStart | undefined {
  return CLAUSE_STARTS.get(word);
}

import { type Clause, type Command, itemsOf, type Script } from './statement.ts';
import { endAt, isName, isSymbolAt, tokenAt, wordAt } from './token-at.ts';
import type { Token } from './tokens.ts';

/** A table, function or subquery in FROM, JOIN or USING. */
export interface Source {
  /** The table's name in upper case, without its schema; null for a subquery, a function, or an expression of the program. */
  readonly name: string | null;
  readonly schema: string | null;
  readonly alias: string | null;
  readonly kind: 'table' | 'function' | 'subquery' | 'hole';
  /** How it is joined to what stands before it. */
  readonly join: 'from' | 'inner' | 'left' | 'right' | 'full' | 'cross';
  readonly token: Token;
}

/** A `*` in a list of results, and the table that it is limited to. */
export interface Star {
  readonly token: Token;
  readonly qualifier: string | null;
  readonly clause: Clause;
}

/** The stars of SELECT and RETURNING lists. */
export function starsOf(script: Script, command: Command): Star[] {
  const stars: Star[] = [];
  for (const clause of command.clauses) {
    if (clause.name !== 'select' && clause.name !== 'returning') continue;
    for (const { first, last } of itemsOf(script, clause)) {
      const begin = first === clause.first ? afterQuantifier(script, first) : first;
      // Nothing can be multiplied there, whatever follows: what other branches put behind `RETURNING *`.
      if (isSymbolAt(script, begin, '*'))
        stars.push({ token: tokenAt(script, begin), qualifier: null, clause });
      else if (isSymbolAt(script, last - 1, '*') && isSymbolAt(script, last - 2, '.'))
        stars.push({
          token: tokenAt(script, last - 1),
          qualifier: tokenAt(script, last - 3).text.toUpperCase(),
          clause,
        });
    }
  }
  return stars;
}

/** Steps over `DISTINCT`, `DISTINCT ON (a)` and the like before the first item of a list. */
function afterQuantifier(script: Script, first: number): number {
  const word = wordAt(script, first);
  if (word === 'TOP') return first + 2;
  if (!/^(?:DISTINCT|ALL|SQL_CALC_FOUND_ROWS)$/.test(word)) return first;
  return wordAt(script, first + 1) === 'ON' ? endAt(script, first + 2) + 1 : first + 1;
}

const AFTER_SOURCE =
  /^(?:WHERE|ON|USING|JOIN|INNER|LEFT|RIGHT|FULL|CROSS|NATURAL|OUTER|SET|GROUP|ORDER|LIMIT|WINDOW|HAVING|FETCH|FOR|TABLESAMPLE|WITH|FORCE|USE|IGNORE|INDEXED|NOT|VALUES|RETURNING|LATERAL|STRAIGHT_JOIN|UNION)$/;

/** What a command reads from, in order. */
export function sourcesOf(script: Script, command: Command): Source[] {
  const sources: Source[] = [];
  for (const clause of command.clauses) {
    if (clause.name !== 'from' && clause.name !== 'using') continue;
    readSources(script, clause.first, clause.last, sources);
  }
  return sources;
}

/** The table that an INSERT, UPDATE or DELETE changes; none where an expression makes a part of its name. */
export function targetsOf(script: Script, command: Command): Source[] {
  const clause = command.clauses.find(({ name }) => name === 'into' || name === 'update' || name === 'from');
  if (!clause) return [];
  const first = wordAt(script, clause.first) === 'ONLY' ? clause.first + 1 : clause.first;
  const token = tokenAt(script, isSymbolAt(script, first + 1, '.') ? first + 2 : first);
  const target = { schema: null, alias: null, join: 'from', token } as const;
  if (token.kind === 'hole') return [{ ...target, name: null, kind: 'hole' }];
  return isName(token) && !token.hasHole
    ? [{ ...target, name: token.text.toUpperCase(), kind: 'table' }]
    : [];
}

function readSources(
  script: Script,
  first: number,
  last: number,
  found: Source[],
  around: Source['join'] = 'from',
): void {
  let join = around;
  let isExpected = true;
  for (let index = first; index < last;) {
    const token = tokenAt(script, index);
    const opens = isSymbolAt(script, index, '(');
    const end = endAt(script, index);
    if (
      isExpected &&
      (token.kind === 'hole' || token.kind === 'parameter' || isName(token) || opens) &&
      !/^(?:ONLY|LATERAL|TABLE)$/.test(wordAt(script, index))
    ) {
      if (opens && !opensQuery(script, index)) {
        readSources(script, index + 1, end, found, join);
        index = end + 1;
      } else {
        // Of `LEFT JOIN (orders o JOIN items i ON …)` a row can lack both.
        const isLacking = join === 'inner' && /^(?:left|right|full)$/.test(around);
        const source = readSource(script, index, last, isLacking ? around : join);
        found.push(source.source);
        index = source.end;
      }
      isExpected = false;
      join = 'inner';
      continue;
    }
    if (/^(?:STRAIGHT_)?JOIN$/.test(wordAt(script, index))) {
      isExpected = true;
      join = joinAt(script, index);
    } else if (isSymbolAt(script, index, ',')) {
      isExpected = true;
      join = 'cross';
    }
    index = end + 1;
  }
}

function opensQuery(script: Script, index: number): boolean {
  let inside = index + 1;
  while (isSymbolAt(script, inside, '(')) inside++;
  return /^(?:SELECT|WITH|VALUES)$/.test(wordAt(script, inside));
}

const JOINS: Readonly<Record<string, Source['join']>> = {
  LEFT: 'left',
  RIGHT: 'right',
  FULL: 'full',
  CROSS: 'cross',
};

/** How the table after a JOIN is joined, by the words before it: `LEFT OUTER JOIN`. */
function joinAt(script: Script, index: number): Source['join'] {
  const isOuter = wordAt(script, index - 1) === 'OUTER';
  return JOINS[wordAt(script, isOuter ? index - 2 : index - 1)] ?? 'inner';
}

function readSource(
  script: Script,
  first: number,
  last: number,
  join: Source['join'],
): { source: Source; end: number } {
  const token = tokenAt(script, first);
  let kind: Source['kind'] = 'subquery';
  let name: string | null = null;
  let schema: string | null = null;
  let end = endAt(script, first) + 1;
  if (!isSymbolAt(script, first, '(')) {
    let named = token;
    for (; isSymbolAt(script, end, '.'); end += 2) {
      schema = named.text.toUpperCase();
      named = tokenAt(script, end + 1);
    }
    kind = named.hasHole ? 'hole' : 'table';
    if (isSymbolAt(script, end, '(')) {
      kind = 'function';
      end = endAt(script, end) + 1;
    }
    if (kind === 'table' && isName(named)) name = named.text.toUpperCase();
  }
  let alias: string | null = null;
  if (wordAt(script, end) === 'AS') end++;
  const candidate = tokenAt(script, end);
  if (end < last && isName(candidate) && !AFTER_SOURCE.test(wordAt(script, end))) {
    alias = candidate.text.toUpperCase();
    end++;
  }
  return { source: { name, schema, alias, kind, join, token }, end };
}

/** The common table expressions that a command can see, the nearest first. */
export function findCte(command: Command, name: string): Command | null {
  for (let scope: Command | null = command; scope; scope = scope.parent) {
    const found = ctesOf(scope.arms).get(name);
    if (found) return found;
  }
  return null;
}

const ctes = new WeakMap<readonly Command[], ReadonlyMap<string, Command>>();

/** What the WITH of some arms defines, gathered once for all arms that ask. */
function ctesOf(arms: readonly Command[]): ReadonlyMap<string, Command> {
  let found = ctes.get(arms);
  if (!found) {
    // Of several with one name the first counts.
    const defined = arms.flatMap(({ children }) => children).reverse();
    found = new Map(
      defined.flatMap((command) => (command.cteName === null ? [] : [[command.cteName, command]])),
    );
    ctes.set(arms, found);
  }
  return found;
}

/** The commands in a command's FROM brackets that stand at a token. */
export function subqueryAt(command: Command, first: number, script: Script): Command | null {
  const close = endAt(script, first);
  return command.children.find((child) => child.first > first && child.last <= close) ?? null;
}

/** A name as it is written, its quotes left out. */
export function spelling(script: Script, token: Token): string {
  return token.kind === 'name' ? token.text : script.text.slice(token.start, token.end);
}

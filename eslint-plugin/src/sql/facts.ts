import { type Clause, type Command, itemsOf, type Script } from './statement.ts';
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

export function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}

export function isName(token: Token | undefined): token is Token {
  return token?.kind === 'word' || token?.kind === 'name';
}

/** The stars of SELECT and RETURNING lists. */
export function starsOf(script: Script, command: Command): Star[] {
  const stars: Star[] = [];
  for (const clause of command.clauses) {
    if (clause.name !== 'select' && clause.name !== 'returning') continue;
    for (const item of itemsOf(script, clause)) {
      let { first } = item;
      const opening = script.tokens[first];
      if (
        first === clause.first &&
        opening?.kind === 'word' &&
        /^(?:DISTINCT|ALL|SQL_CALC_FOUND_ROWS|TOP)$/.test(opening.text)
      ) {
        first = opening.text === 'TOP' ? first + 2 : first + 1;
        const on = script.tokens[first];
        const close = script.partners[first + 1] ?? -1;
        if (on?.kind === 'word' && on.text === 'ON' && close > first) first = close + 1;
      }
      const last = script.tokens[item.last - 1];
      if (!last || !isSymbol(last, '*') || item.last - first > 5) continue;
      if (item.last - first === 1) stars.push({ token: last, qualifier: null, clause });
      else if (isSymbol(script.tokens[item.last - 2], '.')) {
        stars.push({
          token: last,
          qualifier: script.tokens[item.last - 3]?.text.toUpperCase() ?? null,
          clause,
        });
      }
    }
  }
  return stars;
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

function readSources(
  script: Script,
  first: number,
  last: number,
  found: Source[],
  around: Source['join'] = 'from',
): void {
  const { tokens, partners } = script;
  let join = around;
  let isExpected = true;
  for (let index = first; index < last;) {
    const token = tokens[index];
    if (!token) break;
    const partner = partners[index] ?? -1;
    if (
      isExpected &&
      (token.kind === 'hole' || token.kind === 'parameter' || isName(token) || isSymbol(token, '(')) &&
      !/^(?:ONLY|LATERAL|TABLE)$/.test(token.kind === 'word' ? token.text : '')
    ) {
      if (isSymbol(token, '(') && !opensQuery(script, index)) {
        readSources(script, index + 1, partner, found, join);
        index = partner > index ? partner + 1 : index + 1;
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
    if (token.kind === 'word') {
      if (token.text === 'JOIN' || token.text === 'STRAIGHT_JOIN') isExpected = true;
      join = joinOf(token.text, isExpected ? join : 'inner') ?? join;
    } else if (isSymbol(token, ',')) {
      isExpected = true;
      join = 'cross';
    }
    index = partner > index ? partner + 1 : index + 1;
  }
}

function opensQuery(script: Script, index: number): boolean {
  let inside = index + 1;
  while (isSymbol(script.tokens[inside], '(')) inside++;
  const token = script.tokens[inside];
  return (
    token?.kind === 'word' && (token.text === 'SELECT' || token.text === 'WITH' || token.text === 'VALUES')
  );
}

function joinOf(word: string, current: Source['join']): Source['join'] | null {
  switch (word) {
    case 'LEFT':
      return 'left';
    case 'RIGHT':
      return 'right';
    case 'FULL':
      return 'full';
    case 'CROSS':
      return 'cross';
    case 'INNER':
    case 'NATURAL':
      return 'inner';
    case 'JOIN':
      return current;
    case 'ON':
    case 'USING':
      return 'inner';
    default:
      return null;
  }
}

function readSource(
  script: Script,
  first: number,
  last: number,
  join: Source['join'],
): { source: Source; end: number } {
  const { tokens, partners } = script;
  const token = tokens[first] as Token;
  let end = first + 1;
  let kind: Source['kind'] = token.kind === 'hole' || token.hasHole ? 'hole' : 'table';
  const names: Token[] = [token];
  if (isSymbol(token, '(')) {
    kind = 'subquery';
    end = Math.max(first, partners[first] ?? first) + 1;
  } else {
    while (end < last && isSymbol(tokens[end], '.') && tokens[end + 1]) {
      const next = tokens[end + 1] as Token;
      kind = next.kind === 'hole' || next.hasHole ? 'hole' : 'table';
      names.push(next);
      end += 2;
    }
    if (isSymbol(tokens[end], '(') && end < last) {
      kind = 'function';
      end = Math.max(end, partners[end] ?? end) + 1;
    }
  }
  let alias: string | null = null;
  if (tokens[end]?.kind === 'word' && tokens[end]?.text === 'AS') end++;
  const candidate = tokens[end];
  if (end < last && isName(candidate) && !(candidate.kind === 'word' && AFTER_SOURCE.test(candidate.text))) {
    alias = candidate.text.toUpperCase();
    end++;
    if (isSymbol(tokens[end], '(')) end = Math.max(end, partners[end] ?? end) + 1;
  }
  const named = names.at(-1);
  const name = kind === 'table' && isName(named) ? named.text.toUpperCase() : null;
  const schema = names.length > 1 ? (names.at(-2)?.text.toUpperCase() ?? null) : null;
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
    const defined = arms.flatMap(({ children }) => children.filter(({ place }) => place === 'cte')).reverse();
    found = new Map(defined.map((command) => [command.cteName ?? '', command]));
    ctes.set(arms, found);
  }
  return found;
}

/** The commands in a command's FROM brackets that stand at a token. */
export function subqueryAt(command: Command, first: number, script: Script): Command | null {
  const close = script.partners[first] ?? -1;
  return command.children.find((child) => child.first > first && child.last <= close) ?? null;
}

/** A name as it is written, its quotes left out. */
export function spelling(script: Script, token: Token): string {
  return token.kind === 'name' ? token.text : script.text.slice(token.start, token.end);
}

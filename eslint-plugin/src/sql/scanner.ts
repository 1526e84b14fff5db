import { clauseAt, type FoundClause } from './clauses.ts';
import type { Clause, ClauseName, Command, Place, Script, Statement, Verb } from './statement.ts';
import { type Dialect, type Token, tokenize } from './tokens.ts';

const VERBS: Readonly<Record<string, Verb>> = {
  SELECT: 'select',
  VALUES: 'values',
  INSERT: 'insert',
  REPLACE: 'insert',
  UPDATE: 'update',
  DELETE: 'delete',
  MERGE: 'merge',
  CREATE: 'create',
  ALTER: 'alter',
  DROP: 'drop',
};

const OTHER_VERBS = new Set(
  (
    'ANALYZE BEGIN CALL CLOSE COMMENT COMMIT COPY DEALLOCATE DECLARE DESC DESCRIBE DISCARD DO END EXEC EXECUTE ' +
    'GRANT IMPORT LISTEN LOAD LOCK NOTIFY OPTIMIZE PRAGMA PREPARE REFRESH REINDEX RELEASE RENAME RESET REVOKE ROLLBACK ' +
    'SAVEPOINT SECURITY SET SHOW START TABLE TRUNCATE UNLISTEN USE VACUUM ATTACH DETACH'
  ).split(' '),
);

/** Scans SQL text with holes into statements, commands and clauses. Never fails: what is odd is a fragment. */
export function scan(text: string, dialect: Dialect = 'unknown', within: ClauseName | null = null): Script {
  const tokens = tokenize(text, dialect);
  const partners = partnersOf(tokens);
  return { text, tokens, partners, statements: new Scanner(tokens, partners).statements(within) };
}

function partnersOf(tokens: readonly Token[]): number[] {
  const partners = new Array<number>(tokens.length).fill(-1);
  const open: number[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== 'symbol') return;
    if (token.text === '(' || token.text === '[') open.push(index);
    else if (token.text === ')' || token.text === ']') {
      const start = open.pop();
      if (start === undefined) return;
      partners[start] = index;
      partners[index] = start;
    }
  });
  return partners;
}

/** Deeper nesting than anyone writes is left unread. */
const MAX_NESTING = 60;

class Scanner {
  readonly #tokens: readonly Token[];
  readonly #partners: readonly number[];
  #nesting = 0;

  constructor(tokens: readonly Token[], partners: readonly number[]) {
    this.#tokens = tokens;
    this.#partners = partners;
  }

  statements(within: ClauseName | null): Statement[] {
    const statements: Statement[] = [];
    let first = 0;
    for (let index = 0; index <= this.#tokens.length; index = this.#next(index)) {
      const isEnd = index >= this.#tokens.length;
      if (!isEnd && !this.#is(index, ';')) continue;
      if (index > first) {
        const commands = this.#commands(first, index, 'statement', null, null, within);
        statements.push({ first, last: index, commands });
      }
      first = index + 1;
      if (isEnd) break;
    }
    return statements;
  }

  /** The token after this one at the same depth: a bracket is stepped over with all it holds. */
  #next(index: number): number {
    const partner = this.#partners[index] ?? -1;
    return partner > index ? partner + 1 : index + 1;
  }

  #is(index: number, symbol: string): boolean {
    const token = this.#tokens[index];
    return token?.kind === 'symbol' && token.text === symbol;
  }

  #word(index: number): string | null {
    const token = this.#tokens[index];
    return token?.kind === 'word' ? token.text : null;
  }

  /** Whether a bracket holds a query, and not an expression. */
  #opensQuery(index: number): boolean {
    let inside = index + 1;
    while (this.#is(inside, '(')) inside++;
    const word = this.#word(inside);
    return word === 'SELECT' || word === 'WITH' || (word === 'VALUES' && this.#is(inside + 1, '('));
  }

  #commands(
    from: number,
    last: number,
    place: Place,
    parent: Command | null,
    cteName: string | null,
    within: ClauseName | null = null,
  ): Command[] {
    if (this.#nesting >= MAX_NESTING) return [];
    this.#nesting++;
    const arms: Command[] = [];
    let first = from;
    const expressions: { name: string; first: number; last: number }[] = [];
    if (within === null) {
      first = this.#skipExplain(first, last);
      if (this.#word(first) === 'WITH') first = this.#readWith(first + 1, last, expressions);
    }
    let end = first;
    while (end < last) {
      const armFirst = end;
      end = this.#endOfArm(armFirst, last);
      if (this.#is(armFirst, '(') && this.#opensQuery(armFirst)) {
        const close = this.#partners[armFirst] ?? -1;
        if (close > armFirst) {
          arms.push(...this.#commands(armFirst + 1, close, place, parent, cteName));
          const lastArm = arms.at(-1);
          if (lastArm && close + 1 < end) this.#readClauses(lastArm, close + 1, end);
        }
      } else if (armFirst < end) {
        arms.push(this.#command(armFirst, end, place, parent, cteName, arms, within));
      }
      if (end < last) end = this.#skipSetOperator(end);
    }
    const [main] = arms;
    if (main) {
      for (const expression of expressions) {
        main.children.push(
          ...this.#commands(expression.first, expression.last, 'cte', main, expression.name),
        );
      }
    }
    this.#nesting--;
    return arms;
  }

  #skipExplain(first: number, last: number): number {
    if (this.#word(first) !== 'EXPLAIN') return first;
    let index = first + 1;
    while (
      index < last &&
      !(this.#word(index) !== null && (VERBS[this.#word(index) ?? ''] || this.#word(index) === 'WITH'))
    ) {
      index = this.#next(index);
    }
    return index;
  }

  /** `name [(columns)] AS [[NOT] MATERIALIZED] (…)`, several with commas; gives where the main verb begins. */
  #readWith(first: number, last: number, found: { name: string; first: number; last: number }[]): number {
    let index = this.#word(first) === 'RECURSIVE' ? first + 1 : first;
    while (index < last) {
      const name = this.#tokens[index];
      index++;
      if (this.#is(index, '(')) index = this.#next(index);
      if (this.#word(index) === 'AS') index++;
      while (this.#word(index) === 'NOT' || this.#word(index) === 'MATERIALIZED') index++;
      const close = this.#partners[index] ?? -1;
      if (!name || !this.#is(index, '(') || close < index) return index;
      found.push({ name: name.text.toUpperCase(), first: index + 1, last: close });
      index = close + 1;
      while (index < last && !this.#is(index, ',') && !isMainVerb(this.#word(index)) && !this.#is(index, '('))
        index = this.#next(index);
      if (!this.#is(index, ',')) return index;
      index++;
    }
    return index;
  }

  #endOfArm(first: number, last: number): number {
    for (let index = first; index < last; index = this.#next(index)) {
      const word = this.#word(index);
      if (
        index > first &&
        (word === 'UNION' || word === 'INTERSECT' || word === 'EXCEPT' || word === 'MINUS') &&
        !this.#isName(index)
      ) {
        return index;
      }
    }
    return last;
  }

  #skipSetOperator(index: number): number {
    const word = this.#word(index + 1);
    return word === 'ALL' || word === 'DISTINCT' ? index + 2 : index + 1;
  }

  #command(
    first: number,
    last: number,
    place: Place,
    parent: Command | null,
    cteName: string | null,
    arms: Command[],
    within: ClauseName | null,
  ): Command {
    const word = this.#word(first) ?? '';
    const verb = within ? 'fragment' : (VERBS[word] ?? (OTHER_VERBS.has(word) ? 'other' : 'fragment'));
    const isReplaceCall = word === 'REPLACE' && this.#is(first + 1, '(');
    const command: Command = {
      verb: isReplaceCall ? 'fragment' : verb,
      place,
      cteName,
      first,
      last,
      clauses: [],
      innerOrders: [],
      children: [],
      parent,
      arms,
    };
    const opened: Clause | undefined = within
      ? { name: within, keyword: this.#tokens[first] ?? END, first, last }
      : undefined;
    if (opened) command.clauses.push(opened);
    this.#readClauses(command, first, last, opened);
    return command;
  }

  #readClauses(command: Command, first: number, last: number, opened?: Clause): void {
    let current = opened;
    const open = (name: ClauseName, keyword: number, length: number): void => {
      if (current) current.last = keyword;
      const token = this.#tokens[keyword] ?? END;
      const end = this.#tokens[keyword + length - 1] ?? token;
      current = { name, keyword: { ...token, end: end.end }, first: keyword + length, last };
      command.clauses.push(current);
    };
    for (let index = first; index < last; index = this.#next(index)) {
      if (this.#is(index, '(')) {
        this.#readBracket(command, index, current?.name ?? null);
        continue;
      }
      const word = this.#word(index);
      if (word === null || this.#isName(index)) continue;
      if (
        (word === 'SELECT' || word === 'WITH') &&
        index > first &&
        (command.verb === 'insert' || command.verb === 'create')
      ) {
        const end = this.#endOfInnerSelect(index, last);
        command.children.push(...this.#commands(index, end, command.verb, command, null));
        if (current) current.last = index;
        current = undefined;
        for (let rest = end; rest < last; rest = this.#next(rest)) {
          const found = this.#clauseAt(command, rest, null);
          if (found) open(found.name, rest, found.length);
        }
        return;
      }
      const found = this.#clauseAt(command, index, current?.name ?? null);
      if (found) open(found.name, index, found.length);
    }
  }

  #endOfInnerSelect(first: number, last: number): number {
    for (let index = first; index < last; index = this.#next(index)) {
      const word = this.#word(index);
      const next = this.#word(index + 1);
      if (word === 'RETURNING' || (word === 'ON' && (next === 'CONFLICT' || next === 'DUPLICATE')))
        return index;
    }
    return last;
  }

  /** A word after a dot or AS is a name, whatever it spells. */
  #isName(index: number): boolean {
    return this.#is(index - 1, '.') || this.#is(index + 1, '.') || this.#word(index - 1) === 'AS';
  }

  #clauseAt(command: Command, index: number, current: ClauseName | null): FoundClause | null {
    return clauseAt(command, index, current, (at) => this.#word(at));
  }

  /** Looks inside a bracket for queries, and for the ORDER BY of aggregates and windows. */
  #readBracket(command: Command, open: number, clause: ClauseName | null): void {
    const close = this.#partners[open] ?? -1;
    if (close < open) return;
    if (this.#opensQuery(open)) {
      command.children.push(...this.#commands(open + 1, close, this.#placeOf(open, clause), command, null));
      return;
    }
    if (this.#nesting >= MAX_NESTING) return;
    this.#nesting++;
    let inner: Clause | undefined;
    for (let index = open + 1; index < close; index = this.#next(index)) {
      if (this.#is(index, '(')) {
        this.#readBracket(command, index, null);
      } else if (this.#word(index) === 'ORDER' && this.#word(index + 1) === 'BY') {
        const keyword = this.#tokens[index] ?? END;
        inner = { name: 'order by', keyword, first: index + 2, last: close };
        command.innerOrders.push(inner);
      } else if (
        inner &&
        (this.#word(index) === 'ROWS' ||
          this.#word(index) === 'RANGE' ||
          this.#word(index) === 'SEPARATOR' ||
          this.#word(index) === 'LIMIT')
      ) {
        inner.last = index;
        inner = undefined;
      }
    }
    this.#nesting--;
  }

  #placeOf(open: number, clause: ClauseName | null): Place {
    const before = this.#word(open - 1);
    if (before === 'EXISTS') return 'exists';
    if (before === 'IN' || before === 'ANY' || before === 'ALL' || before === 'SOME') return 'in';
    const startsItem =
      before === 'FROM' ||
      before === 'JOIN' ||
      before === 'LATERAL' ||
      before === 'USING' ||
      this.#is(open - 1, ',');
    return (clause === 'from' || clause === 'using') && startsItem ? 'from' : 'expression';
  }
}

const END: Token = { kind: 'symbol', start: 0, end: 0, text: '', hasHole: false };

function isMainVerb(word: string | null): boolean {
  return word !== null && VERBS[word] !== undefined;
}

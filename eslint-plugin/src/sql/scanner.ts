import { clauseStart, type FoundClause, hasClauses } from './clauses.ts';
import type { Clause, ClauseName, Command, Place, Script, Statement } from './statement.ts';
import { endAt, tokenAt } from './token-at.ts';
import { isSetOperator, TokenReader } from './token-reader.ts';
import { tokenize } from './tokenizer.ts';
import type { Dialect } from './tokens.ts';
import { verbOf } from './verbs.ts';
import { readWith, skipExplain, type TableExpression } from './with.ts';

/** Scans SQL text with holes into statements, commands and clauses. Never fails: what is odd is a fragment. */
export function scan(text: string, dialect: Dialect = 'unknown', within: ClauseName | null = null): Script {
  const read = new TokenReader(tokenize(text, dialect));
  const statements = new Scanner(read).statements(within);
  return { text, tokens: read.tokens, partners: read.partners, statements };
}

/** Deeper nesting than anyone writes is left unread. */
const MAX_NESTING = 60;

class Scanner {
  readonly #read: TokenReader;
  #nesting = 0;

  constructor(read: TokenReader) {
    this.#read = read;
  }

  statements(within: ClauseName | null): Statement[] {
    const statements: Statement[] = [];
    const { length } = this.#read.tokens;
    let first = 0;
    for (let index = this.#read.hasSeparator ? 0 : length; index <= length; index = this.#read.next(index)) {
      const isEnd = index >= length;
      const isSemicolon = this.#read.is(index, ';');
      if (!isEnd && !isSemicolon && !this.#read.beginsTable(index)) continue;
      if (index > first) {
        const commands = this.#commands(first, index, 'statement', null, null, within);
        statements.push({ first, last: index, commands });
      }
      first = isSemicolon ? index + 1 : index;
      if (isEnd) break;
    }
    return statements;
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
    const expressions: TableExpression[] = [];
    if (within === null) {
      first = skipExplain(this.#read, first, last);
      if (this.#read.is(first, 'WITH')) first = readWith(this.#read, first + 1, last, expressions);
    }
    let end = first;
    while (end < last) {
      const armFirst = end;
      end = this.#endOfArm(armFirst, last);
      if (this.#read.is(armFirst, '(') && this.#read.opensQuery(armFirst)) {
        const close = endAt(this.#read, armFirst);
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

  #endOfArm(first: number, last: number): number {
    if (!this.#read.hasSetOperator) return last;
    for (let index = first; index < last; index = this.#read.next(index)) {
      if (index > first && isSetOperator(this.#read.sign(index)) && !this.#read.isName(index)) return index;
    }
    return last;
  }

  #skipSetOperator(index: number): number {
    const word = this.#read.sign(index + 1);
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
    const word = this.#read.sign(first) ?? '';
    const verb = within ? 'fragment' : verbOf(word);
    const isReplaceCall = word === 'REPLACE' && this.#read.is(first + 1, '(');
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
      ? { name: within, keyword: tokenAt(this.#read, first), first, last }
      : undefined;
    if (opened) command.clauses.push(opened);
    this.#readClauses(command, first, last, opened);
    return command;
  }

  #readClauses(command: Command, first: number, last: number, opened?: Clause): void {
    let current = opened;
    const open = (name: ClauseName, keyword: number, length: number): void => {
      if (current) current.last = keyword;
      const { kind, start, text, hasHole, sign } = tokenAt(this.#read, keyword);
      const { end } = tokenAt(this.#read, keyword + length - 1);
      current = {
        name,
        keyword: { kind, start, end, text, hasHole, sign },
        first: keyword + length,
        last,
      };
      command.clauses.push(current);
    };
    for (let index = first; index < last; index = this.#read.next(index)) {
      const word = this.#read.sign(index);
      if (word === null) continue;
      if (word === '(') {
        this.#readBracket(command, index);
        continue;
      }
      if (clauseStart(word) === undefined && word !== 'WITH') continue;
      // `CREATE VIEW names AS SELECT …`: no name is SELECT without quotes.
      if (this.#read.isName(index) && !(word === 'SELECT' && this.#read.is(index - 1, 'AS'))) continue;
      if (
        (word === 'SELECT' || word === 'WITH') &&
        (command.verb === 'insert' || command.verb === 'create')
      ) {
        const end = this.#endOfInnerSelect(index, last);
        command.children.push(...this.#commands(index, end, command.verb, command, null));
        if (current) current.last = index;
        current = undefined;
        for (let rest = end; rest < last; rest = this.#read.next(rest)) {
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
    for (let index = first; index < last; index = this.#read.next(index)) {
      const word = this.#read.sign(index);
      const next = this.#read.sign(index + 1);
      if (word === 'RETURNING' || (word === 'ON' && (next === 'CONFLICT' || next === 'DUPLICATE')))
        return index;
    }
    return last;
  }

  #clauseAt(command: Command, index: number, current: ClauseName | null): FoundClause | null {
    const word = this.#read.sign(index);
    const start = word === null ? undefined : clauseStart(word);
    return start && hasClauses(command) ? start(command, index, current, this.#read) : null;
  }

  /** Looks inside a bracket for queries, and for the ORDER BY of aggregates and windows. */
  #readBracket(command: Command, open: number): void {
    const close = endAt(this.#read, open);
    if (close === open) return;
    if (this.#read.opensQuery(open)) {
      command.children.push(...this.#commands(open + 1, close, this.#placeOf(open), command, null));
      return;
    }
    if (this.#nesting >= MAX_NESTING) return;
    this.#nesting++;
    let inner: Clause | undefined;
    for (let index = open + 1; index < close; index = this.#read.next(index)) {
      const word = this.#read.sign(index);
      if (word === null) continue;
      if (word === '(') {
        this.#readBracket(command, index);
      } else if (word === 'ORDER' && this.#read.is(index + 1, 'BY')) {
        const keyword = tokenAt(this.#read, index);
        inner = { name: 'order by', keyword, first: index + 2, last: close };
        command.innerOrders.push(inner);
      } else if (inner && (word === 'ROWS' || word === 'RANGE' || word === 'SEPARATOR' || word === 'LIMIT')) {
        inner.last = index;
        inner = undefined;
      }
    }
    this.#nesting--;
  }

  #placeOf(open: number): Place {
    const before = this.#read.sign(open - 1);
    if (before === 'EXISTS') return 'exists';
    const isList = before === 'IN' || before === 'ANY' || before === 'ALL' || before === 'SOME';
    return isList ? 'in' : 'expression';
  }
}

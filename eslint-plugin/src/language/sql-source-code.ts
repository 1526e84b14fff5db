import type { Range, SourceCode } from '../ast/node.ts';
import { scan } from '../sql/scanner.ts';
import type { Script } from '../sql/statement.ts';
import type { Dialect } from '../sql/tokens.ts';
import { type Comment, commentsOf, type DisableDirective, directivesOf } from './disable-directives.ts';
import { plainSql } from './plain-sql.ts';

/** A place in a file; lines count from 1, columns from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

interface Location {
  readonly start: Position;
  readonly end: Position;
}

/** The whole of a file of SQL. What is in it the rules learn from its script. */
export interface SqlFile {
  readonly type: 'SqlFile';
  readonly range: Range;
}

interface Step {
  readonly type: 'visit';
  readonly kind: 1;
  readonly target: SqlFile;
  readonly phase: 1 | 2;
  readonly args: readonly [SqlFile];
}

/** A file of SQL as ESLint's rules see it. */
export class SqlSourceCode {
  readonly text: string;
  readonly lines: readonly string[];
  readonly ast: SqlFile;
  readonly hasBOM: boolean;
  readonly visitorKeys = { SqlFile: [] };
  readonly dialect: Dialect;
  /** The text with blanks for what is no SQL, scanned. */
  readonly script: Script;
  readonly #starts: readonly number[];
  #comments: readonly Comment[] | undefined;

  constructor(text: string, ast: SqlFile, dialect: Dialect, hasBOM: boolean) {
    this.text = text;
    this.ast = ast;
    this.dialect = dialect;
    this.hasBOM = hasBOM;
    this.lines = text.split(/\r?\n/);
    this.script = scan(plainSql(text), dialect);
    this.#starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  get comments(): readonly Comment[] {
    this.#comments ??= commentsOf(this.script);
    return this.#comments;
  }

  getText(node?: { readonly range: Range }): string {
    return node ? this.text.slice(...node.range) : this.text;
  }

  getRange({ range }: { readonly range: Range }): Range {
    return range;
  }

  getLoc({ range }: { readonly range: Range }): Location {
    return { start: this.getLocFromIndex(range[0]), end: this.getLocFromIndex(range[1]) };
  }

  /** The place of an offset: the last line that begins before it, found by halving. */
  getLocFromIndex(index: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: index - (this.#starts[low] ?? 0) };
  }

  getIndexFromLoc({ line, column }: Position): number {
    return (this.#starts[line - 1] ?? this.text.length) + column;
  }

  getParent(): null {
    return null;
  }

  getAncestors(): readonly SqlFile[] {
    return [];
  }

  getDisableDirectives(): { directives: readonly DisableDirective[]; problems: readonly never[] } {
    return { directives: directivesOf(this.comments), problems: [] };
  }

  traverse(): Step[] {
    const target = this.ast;
    return [
      { type: 'visit', kind: 1, target, phase: 1, args: [target] },
      { type: 'visit', kind: 1, target, phase: 2, args: [target] },
    ];
  }
}

/** Whether what a rule looks at is a file of SQL, and no program. */
export function isSqlFile(sourceCode: SourceCode | SqlSourceCode): sourceCode is SqlSourceCode {
  return sourceCode instanceof SqlSourceCode;
}

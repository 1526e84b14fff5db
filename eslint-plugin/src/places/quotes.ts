import { FirstLetters, isLetter } from '../ast/glance.ts';
import type { SourceCode } from '../ast/node.ts';
import { perFile } from '../ast/per-file.ts';

/** What stands beside the quotes of a file. */
interface TellingQuotes {
  /** Quotes behind which a verb may begin a statement. */
  readonly statements: readonly number[];
  /** Quotes before a blank, and ends of expressions in templates, behind which a clause may go on. */
  readonly clauses: readonly number[];
  /** Quotes behind which the name of a package may stand that signs something. */
  readonly packages: readonly number[];
  readonly hasSqlTag: boolean;
  /** Whether a template may have the tag `$queryRaw`, with types or without. */
  readonly hasRawTag: boolean;
}

const VERB = 1;
const CLAUSE = 2;
const PACKAGE = 4;
/**
 * How statements begin and how clauses go on, which `sql/signs.ts` then looks at as a whole, and the names of the packages
 * in `auth/key-places.ts`.
 */
const WORDS = new FirstLetters(
  'sel ins rep mer upd del cre alt dro wit tru pra sho des exp beg cal dec or val do set com gra lis not whe and hav lim use loc',
  'whe fro inn lef rig joi ord gro lim ret val hav uni set and des asc',
  'jso jos jwt exp coo key koa pas hon iro nex bet cry nod fas ely nes tsn',
);

const QUOTES = ["'", '"', '`'] as const;
const NOWHERE: readonly number[] = [];

/**
 * The quotes that are worth a closer look: where there is SQL, it is behind one of them, or a clause in capitals is
 * somewhere. Much of what a file without SQL costs is spent here, so there are no callbacks, and no place beyond the text
 * is read: the engine makes slow for good what once was.
 */
export const tellingQuotesOf = perFile(({ text }: SourceCode): TellingQuotes => {
  const end = text.length - 3;
  let statements: number[] | undefined;
  let clauses: number[] | undefined;
  let packages: number[] | undefined;
  let hasSqlTag = false;
  let hasRawTag = false;
  for (const quote of QUOTES) {
    for (let at = text.indexOf(quote); at !== -1 && at < end; at = text.indexOf(quote, at + 1)) {
      const first = text.charCodeAt(at + 1);
      if (first >= 65 && first !== 92 && first <= 127) {
        const words = WORDS.listsAt(text, at + 1);
        if ((words & VERB) !== 0 && mayEndVerb(text, at + 3, end)) (statements ??= []).push(at);
        if ((words & PACKAGE) !== 0) (packages ??= []).push(at);
      } else if (first <= 32 || first === 40 /* ( */ || first === 59 /* ; */ || first === 92 || first > 127) {
        let next = at + 1;
        let code = first;
        let isOneLine = true;
        while (next < end && (code <= 32 || code === 40 || code === 59 || code === 92)) {
          if (code === 10) isOneLine = false;
          // What is escaped goes with its backslash.
          if (code === 92) next++;
          code = text.charCodeAt(++next);
        }
        const isComment = code === 45 /* - */ || code === 47; /* / */
        const words = code > 127 ? VERB | CLAUSE : WORDS.listsAt(text, next);
        // No text in simple quotes goes on in the next line.
        if ((isComment || (words & VERB) !== 0) && (isOneLine || quote === '`')) (statements ??= []).push(at);
        if ((words & CLAUSE) !== 0 && first <= 32 && !isReturn(text, next)) (clauses ??= []).push(at);
      } else if (first === 64 /* @ */) {
        if ((WORDS.listsAt(text, at + 2) & PACKAGE) !== 0) (packages ??= []).push(at);
      } else if (
        (first === 45 /* - */ && text.charCodeAt(at + 2) === 45) ||
        (first === 47 /* / */ && text.charCodeAt(at + 2) === 42) /* * */
      ) {
        (statements ??= []).push(at);
      }
      if (quote === '`' && at > 2) {
        const before = text.charCodeAt(at - 1);
        if (before === 108 /* l */) hasSqlTag ||= text.startsWith('sql', at - 3);
        else if (before === 119 /* w */ || before === 62 /* > */) hasRawTag = true;
      }
    }
  }
  const expression = text.indexOf('${');
  if (expression !== -1) {
    for (let at = text.indexOf('}', expression); at !== -1 && at < end; at = text.indexOf('}', at + 1)) {
      let next = at + 1;
      let code = text.charCodeAt(next);
      while (code <= 32 && next < end) code = text.charCodeAt(++next);
      if (code > 127 || (code >= 97 && (WORDS.listsAt(text, next) & CLAUSE) !== 0 && !isReturn(text, next)))
        (clauses ??= []).push(at);
    }
  }
  return {
    statements: statements ?? NOWHERE,
    clauses: clauses ?? NOWHERE,
    packages: packages ?? NOWHERE,
    hasSqlTag,
    hasRawTag,
  };
});

/** Behind most blocks of a program a `return` stands, which is no `returning`. */
function isReturn(text: string, at: number): boolean {
  return text.startsWith('return', at) && !text.startsWith('ing', at + 6);
}

/** Whether a verb may end with the letters that go on here: a blank follows, a bracket, or a text that is joined to it. */
function mayEndVerb(text: string, at: number, end: number): boolean {
  let next = at;
  let code = text.charCodeAt(next);
  while (isLetter(code) && next < end) code = text.charCodeAt(++next);
  if (code !== 39 /* ' */ && code !== 34 /* " */ && code !== 96 /* ` */)
    return code <= 59 /* ; and all before it, such as blanks, $, (, * */ || code === 92; /* \\ */
  code = text.charCodeAt(next + 1);
  return code <= 32 || code === 43 /* + */ || code === 46; /* . */
}

import { FirstLetters, matchesAt, someAt, startOfBlank } from './ast/glance.ts';
import type { SourceCode } from './ast/node.ts';
import { perFile } from './ast/per-file.ts';
import { isSqlFile } from './language/sql-source-code.ts';

/** What a file does with calls that concerns rules. */
interface BracketSigns {
  /** The packages that it imports, and those in calls that load one; files of the project itself are left out. */
  readonly modules: readonly string[];
  /** Whether it may hand a response to a function. */
  readonly passesResponses: boolean;
  /** Whether it may make a piece of SQL with `raw`, and with `literal`. */
  readonly makesRaw: boolean;
  readonly makesLiterals: boolean;
}

/** The name of a module in a call that loads one, from the bracket on, where something stands before it. */
const NAME = /\([^"'`)]{0,200}["'`]([^"'`]*)/y;

/** The same; most names follow the bracket. */
function nameAfter(text: string, bracket: number): string | undefined {
  const quote = text.charAt(bracket + 1);
  if (quote === "'" || quote === '"') return text.slice(bracket + 2, text.indexOf(quote, bracket + 2));
  NAME.lastIndex = bracket;
  return NAME.exec(text)?.[1];
}

/** A response as the first of several arguments. */
const PASSES_RESPONSE = /\(\s*_?(?:res|response|reply|resp)\s*,/y;

/** Whether `res` or `rep` stands here, or behind blanks. */
function mayNameResponse(text: string, start: number): boolean {
  let at = start;
  let code = text.charCodeAt(at);
  while (code <= 32 || code === 95 /* _ */) code = text.charCodeAt(++at);
  if (code !== 114 /* r */ || text.charCodeAt(at + 1) !== 101 /* e */) return false;
  const third = text.charCodeAt(at + 2);
  return third === 115 /* s */ || third === 112; /* p */
}

/** The names of functions that fetch, at the end of a text, and the last three letters of each but `ky`. */
const FETCHES = /(?:^|[^\w.$])(?:\$?fetch|\w*Fetch|fetchJson|fetcher|axios|ky|got|request)$/;
const LAST_LETTERS = new FirstLetters('tch son her ios got est');

/** What a file may do with calls, told by one look at the brackets in its text. Never wrong when it says no. */
export const bracketSignsOf = perFile((sourceCode: SourceCode): BracketSigns => {
  if (isSqlFile(sourceCode))
    return { modules: [], passesResponses: false, makesRaw: false, makesLiterals: false };
  const { ast, text } = sourceCode;
  const names: (string | undefined)[] = [];
  let passesResponses = false;
  let makesRaw = false;
  let makesLiterals = false;
  for (const statement of ast.body)
    if (statement.type === 'ImportDeclaration') names.push(statement.source.value);
  for (let bracket = text.indexOf('('); bracket !== -1; bracket = text.indexOf('(', bracket + 1)) {
    const before = text.charCodeAt(bracket - 1);
    if (!passesResponses && mayNameResponse(text, bracket + 1))
      passesResponses = matchesAt(PASSES_RESPONSE, text, bracket);
    // So the names end that count, and no expression is tried behind others.
    if (
      before > 32 &&
      before !== 101 /* e */ &&
      before !== 116 /* t */ &&
      before !== 119 /* w */ &&
      before !== 108 /* l */
    )
      continue;
    const end = startOfBlank(text, bracket);
    if (endsWithLoader(text, end)) names.push(nameAfter(text, bracket));
    else if (text.startsWith('raw', end - 3)) makesRaw = true;
    else if (text.startsWith('literal', end - 7)) makesLiterals = true;
  }
  return { modules: names.filter(isPackage), passesResponses, makesRaw, makesLiterals };
});

function isPackage(name: string | undefined): name is string {
  return name !== undefined && !name.startsWith('.');
}

/** The packages that a file imports or loads. */
export function modulesOf(sourceCode: SourceCode): readonly string[] {
  return bracketSignsOf(sourceCode).modules;
}

/** Whether `require` or `import` stands before a bracket. */
function endsWithLoader(text: string, end: number): boolean {
  // Both end with r and a letter: few other names do.
  return (
    text.charCodeAt(end - 2) === 114 &&
    (text.startsWith('require', end - 7) || text.startsWith('import', end - 6))
  );
}

/** Whether a file may call a function that fetches. */
export const mayFetch = perFile(
  (sourceCode: SourceCode): boolean => !isSqlFile(sourceCode) && someAt(sourceCode.text, '(', isFetch),
);

function isFetch(text: string, bracket: number): boolean {
  return endsWithFetch(text, startOfBlank(text, bracket));
}

/** Whether the name of a function that fetches stands before a bracket, of its arguments or of its types. */
export function endsWithFetch(text: string, end: number): boolean {
  const last = text.startsWith('?.', end - 2) ? startOfBlank(text, end - 2) : end;
  const isKnown = LAST_LETTERS.mayStandAt(text, last - 3) || text.startsWith('ky', last - 2);
  return isKnown && FETCHES.test(text.slice(Math.max(0, last - 12), last));
}

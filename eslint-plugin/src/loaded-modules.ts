import type { SourceCode } from './ast/node.ts';
import { perFile } from './ast/per-file.ts';
import { isSqlFile } from './language/sql-source-code.ts';
import { tellingCallsOf } from './places/calls.ts';
import { tellingQuotesOf } from './places/quotes.ts';

/** The name of a module in a call that loads one: from its bracket on, which types may stand before, and other words behind. */
const NAME = /\s*(?:<[^()]*>\s*)?\([^"'`)]{0,200}["'`]([^"'`]*)/y;

/**
 * Whether a file loads one of the packages that sign tokens, sessions, cookies or messages. Their names are looked for as
 * text first, which costs less than to go through the imports of every file.
 */
export function loadsSigning(sourceCode: SourceCode, names: readonly string[]): boolean {
  const { text } = sourceCode;
  const isNamed = tellingQuotesOf(sourceCode).packages.some((quote) =>
    names.some((name) => text.startsWith(name, quote + 1)),
  );
  return isNamed && modulesOf(sourceCode).some((name) => names.includes(name));
}

/** The packages that a file imports, and those in calls that load one; files of the project itself are left out. */
export const modulesOf = perFile((sourceCode: SourceCode): readonly string[] => {
  if (isSqlFile(sourceCode)) return [];
  const { ast, text } = sourceCode;
  const names: string[] = [];
  for (const statement of ast.body)
    if (statement.type === 'ImportDeclaration') names.push(statement.source.value);
  for (const end of tellingCallsOf(sourceCode).loads) {
    if (!text.startsWith('require', end - 7) && !text.startsWith('import', end - 6)) continue;
    const name = nameAfter(text, end);
    if (name !== undefined) names.push(name);
  }
  return names.filter((name) => !name.startsWith('.'));
});

/** Most names follow the bracket. */
function nameAfter(text: string, end: number): string | undefined {
  const quote = text.charAt(end + 1);
  if (quote === "'" || quote === '"') return text.slice(end + 2, text.indexOf(quote, end + 2));
  NAME.lastIndex = end;
  return NAME.exec(text)?.[1];
}

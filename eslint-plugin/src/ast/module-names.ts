import { isSqlFile } from '../language/sql-source-code.ts';
import type { SourceCode } from './node.ts';
import { perFile } from './per-file.ts';

/** The name of a module in a call that loads one, from the bracket on. */
const NAME = /\([^"'`)]{0,200}["'`]([^"'`]*)/y;

/** The packages that a file imports, and those in calls that load one; files of the project itself are left out. */
export const modulesOf = perFile((sourceCode: SourceCode): readonly string[] => {
  if (isSqlFile(sourceCode)) return [];
  const { ast, text } = sourceCode;
  const names: string[] = [];
  const add = (name = '.'): void => {
    if (!name.startsWith('.')) names.push(name);
  };
  for (const statement of ast.body) if (statement.type === 'ImportDeclaration') add(statement.source.value);
  for (let bracket = text.indexOf('('); bracket !== -1; bracket = text.indexOf('(', bracket + 1)) {
    if (!endsWithLoader(text, bracket)) continue;
    NAME.lastIndex = bracket;
    add(NAME.exec(text)?.[1]);
  }
  return names;
});

/** Whether `require` or `import` stands before a bracket. */
function endsWithLoader(text: string, bracket: number): boolean {
  let end = bracket;
  while (text.charCodeAt(end - 1) <= 32) end--;
  // Both end with r and a letter: few other names do.
  return (
    text.charCodeAt(end - 2) === 114 &&
    (text.startsWith('require', end - 7) || text.startsWith('import', end - 6))
  );
}

import { isSqlFile } from '../language/sql-source-code.ts';
import type { SourceCode } from './node.ts';
import { perFile } from './per-file.ts';

/** The text in which a file can name a module that it loads: its imports alone, where it has no other way. */
export const moduleNames = perFile((sourceCode: SourceCode): string => {
  if (isSqlFile(sourceCode)) return '';
  const { ast, text } = sourceCode;
  if (text.includes('require(') || text.includes('import(')) return text;
  let names = '';
  for (const statement of ast.body)
    if (statement.type === 'ImportDeclaration') names += `"${statement.source.value}"`;
  return names;
});

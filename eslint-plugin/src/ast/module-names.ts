import { isSqlFile } from '../language/sql-source-code.ts';
import type { SourceCode } from './node.ts';
import { perFile } from './per-file.ts';

/** A call that loads a module, up to the end of the module's name. */
const LOADS = /(?:require|import)\([^"'`)]{0,200}["'`][^"'`]*/g;

/** The modules that a file loads, each behind a quote: those that it imports, and those in calls that load one. */
export const moduleNames = perFile((sourceCode: SourceCode): string => {
  if (isSqlFile(sourceCode)) return '';
  const { ast, text } = sourceCode;
  let names = '';
  for (const statement of ast.body)
    if (statement.type === 'ImportDeclaration') names += `"${statement.source.value}"`;
  return names + (text.match(LOADS)?.join('') ?? '');
});

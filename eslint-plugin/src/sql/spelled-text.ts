import type { SourceCode } from '../ast/node.ts';
import { isSqlFile } from '../language/sql-source-code.ts';

/** SQL as the text at a place spells it: `"firstName"` in double quotes needs its own escaped. */
export function spelledAt(sourceCode: SourceCode, index: number, sql: string): string {
  if (isSqlFile(sourceCode)) return sql;
  const node = sourceCode.getNodeByRangeIndex(index);
  const quote = node?.type === 'Literal' ? node.raw[0] : '`';
  return sql.replaceAll(quote ?? '`', `\\${quote ?? '`'}`);
}

import type { Node, SourceCode } from '../ast/node.ts';
import { importedValue } from '../ast/imported-value.ts';
import { perFile } from '../ast/per-file.ts';
import { unwrap } from '../ast/unwrap.ts';

/** Libraries that run SQLite in the process of the program. */
const LOADED =
  /\b(?:from|import|require\(|import\()\s*['"](?:better-sqlite3|sqlite3|sqlite|node:sqlite|bun:sqlite|expo-sqlite)['"]/;

/** Whether a file loads SQLite into the process; the methods of expo-sqlite are named for it. */
export const loadsSqlite = perFile(
  ({ text }: SourceCode): boolean =>
    LOADED.test(text) || /\.(?:runAsync|getAllAsync|getFirstAsync|withTransactionAsync)\s*[(<]/.test(text),
);

/** Whether what a chain of members and calls begins with comes from a file of the project that loads SQLite: `db` of `db.prepare(sql).run()`. */
export function isImportedSqlite(sourceCode: SourceCode, chain: Node): boolean {
  const value = importedValue(sourceCode, startOf(chain));
  return value !== null && loadsSqlite(value.sourceCode);
}

/** Whether a chain asks Cloudflare's D1, which is SQLite: `env.DB.prepare(sql).bind(id)`. */
export function isD1(sourceCode: SourceCode, chain: Node): boolean {
  return /\benv\.\w+\s*\.prepare\(/.test(sourceCode.getText(chain));
}

/** Without recursion: chains of builders get long. */
function startOf(chain: Node): Node {
  let start = unwrap(chain);
  while (start.type === 'MemberExpression' || start.type === 'CallExpression')
    start = unwrap(start.type === 'MemberExpression' ? start.object : start.callee);
  return start;
}

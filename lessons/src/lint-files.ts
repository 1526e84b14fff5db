import path from 'node:path';
import { Linter } from 'eslint';
import { SYNTAX, type Finding } from '../runtime/checks/check.ts';
import type { SourceFiles } from '../runtime/playground.ts';
import { lessonConfig } from './lint-config.ts';
import { isLinted } from './linted-files.ts';

/** At the root of the disk: a lesson has no package.json, and one above this folder is not its own. */
const linter = new Linter({ cwd: path.parse(process.cwd()).root });

/** What the linter says of a lesson's files: the same as in the page. */
export function lintFiles(files: SourceFiles, rules: readonly string[]): readonly Finding[] {
  return Object.entries(files)
    .filter(([file]) => isLinted(file))
    .flatMap(([file, text]) =>
      linter
        .verify(text, lessonConfig(rules), file)
        // What ESLint says about its own comments names no rule either.
        .filter(({ ruleId, fatal }) => ruleId !== null || fatal)
        .map((message) => ({
          rule: message.ruleId?.replace('backend-patterns/', '') ?? SYNTAX,
          file,
          line: message.line,
          column: message.column,
          message: message.message,
          text: textBetween(text, message),
        })),
    );
}

function textBetween(text: string, { line, column, endLine, endColumn }: Linter.LintMessage): string {
  const lines = text.split('\n');
  const offset = (row: number, cell: number) =>
    lines.slice(0, row - 1).reduce((sum, { length }) => sum + length + 1, 0) + cell - 1;
  return text.slice(offset(line, column), offset(endLine ?? line, endColumn ?? column));
}

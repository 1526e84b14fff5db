import path from 'node:path';
import { Linter } from 'eslint';
import type { Finding } from '../../../lessons/runtime/checks/check.ts';
import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import { lessonConfig } from '../../../web/src/language/config.ts';

/** At the root of the disk, since a program of the page has no package.json: ours names packages that limit rates. */
const linter = new Linter({ cwd: path.parse(process.cwd()).root });

/** What the page says of these files: the recommended rules, and those of the lesson. */
export function lint(files: SourceFiles, rules: readonly string[]): readonly Finding[] {
  return Object.entries(files)
    .filter(([file]) => /\.(?:ts|sql)$/.test(file))
    .flatMap(([file, text]) =>
      linter.verify(text, lessonConfig(rules), file).map((message) => ({
        rule: message.ruleId?.replace('backend-patterns/', '') ?? 'parse-error',
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

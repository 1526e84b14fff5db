import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import plugin from '../../../eslint-plugin/src/index.ts';
import type { Finding } from '../../../lessons/runtime/checks/check.ts';
import type { SourceFiles } from '../../../lessons/runtime/playground.ts';

const linter = new Linter();

/** What a team's command line says of these files: all recommended rules. */
export function lint(files: SourceFiles): readonly Finding[] {
  return Object.entries(files)
    .filter(([file]) => file.endsWith('.ts'))
    .flatMap(([file, text]) =>
      linter
        .verify(text, [{ files: ['**/*.ts'], languageOptions: { parser } }, plugin.configs.recommended], file)
        .map((message) => ({
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

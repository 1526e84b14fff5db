import { isTestFile } from '../ast/test-file.ts';
import { defineRule } from '../define-rule.ts';
import { mayHaveSql } from '../sql/signs.ts';
import { uncheckedRowsOf } from '../sql/unchecked-rows.ts';

export default defineRule({
  name: 'no-unchecked-row',
  description: 'Require a question whether a statement found a row before the row is read.',
  preset: 'strict',
  topic: 'sql',
  mayConcern: mayHaveSql,
  messages: {
    row: 'This {{verb}} finds no row when nothing meets its condition, and reading undefined throws, which is a 500: return null, and answer 404.',
  },
  check(context, report) {
    const { sourceCode, filename } = context;
    if (isTestFile(filename)) return;
    for (const { node, verb } of uncheckedRowsOf(sourceCode))
      report({ messageId: 'row', range: node.range, data: { verb } });
  },
});

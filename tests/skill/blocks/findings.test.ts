import { Linter } from 'eslint';
import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import plugin from '../../../eslint-plugin/src/index.ts';
import { allBlocks, type Block } from './block.ts';

const linter = new Linter();

/** What a block need not import, imported on one line: a rule may ask where a name comes from. */
const imports = [
  ...readFileSync(new URL('./scope.ts', import.meta.url), 'utf8').matchAll(
    /^export (\{[^}]*\} from '[^']+';)/gm,
  ),
]
  .map(([, clause = '']) => `import ${clause.replaceAll('\n', ' ')}`)
  .join(' ');

/** The rules of the plugin that report a block, each once. A block of SQL is what a program hands to a driver. */
function findingsOf(block: Block): readonly string[] {
  const code = block.language === 'sql' ? `await db.query(\`${block.code}\`);` : block.code;
  const messages = linter.verify(
    `${imports}\n${code}`,
    [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, plugin.configs.all],
    'block.ts',
  );
  const rules = messages.map(
    (message) => message.ruleId?.replace('backend-patterns/', '') ?? message.message,
  );
  return [...new Set(rules)].sort();
}

const judged = allBlocks.filter(({ language }) => language === 'ts' || language === 'sql');

test.each(judged.filter((block) => !block.isWrong))('$name, which is right, has no finding', (block) => {
  expect(findingsOf(block)).toEqual([]);
});

test.each(judged.filter((block) => block.isWrong))(
  '$name, which is wrong, has the findings it names',
  (block) => {
    // A rule that the plugin does not have yet cannot report.
    const existing = block.findings.filter((name) => name in plugin.rules);
    expect(findingsOf(block)).toEqual([...existing].sort());
  },
);

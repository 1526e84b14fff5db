import { Linter } from 'eslint';
import { readdirSync, readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import plugin from '../../../eslint-plugin/src/index.ts';
import { allBlocks, readSkillFile, skillFolder, type Block } from './block.ts';

const linter = new Linter();

/** What a block need not import, imported on one line: a rule may ask where a name comes from. */
const imports = [
  ...readFileSync(new URL('./scope.ts', import.meta.url), 'utf8').matchAll(
    /^export (\{[^}]*\} from '[^']+';)/gm,
  ),
]
  .map(([, clause = '']) => `import ${clause.replaceAll('\n', ' ')}`)
  .join(' ');

/** The rules of the plugin that report a program, each once. */
function findingsIn(code: string): readonly string[] {
  const messages = linter.verify(
    code,
    [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, plugin.configs.all],
    'program.ts',
  );
  const rules = messages.map(
    (message) => message.ruleId?.replace('backend-patterns/', '') ?? message.message,
  );
  return [...new Set(rules)].sort();
}

/** The same for a block. One of SQL is what a program hands to a driver. */
function findingsOf(block: Block): readonly string[] {
  const code = block.language === 'sql' ? `await db.query(\`${block.code}\`);` : block.code;
  return findingsIn(`${imports}\n${code}`);
}

/** Where an example does on purpose what a strict rule asks to decide about. */
const accepted = (
  [
    // Version 1 keeps pages by number for the clients that have them, capped at row 10,000.
    ['examples/orders/orders-repository.ts', 'no-offset-pagination'],
    ['examples/users/users-repository.ts', 'no-offset-pagination'],
  ] as const
).filter(([, rule]) => rule in plugin.rules);

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

const programs = readdirSync(skillFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

test.each(programs)('%s has no finding but the accepted ones', (file) => {
  const findings = findingsIn(readSkillFile(file));
  expect(findings.map((rule) => [file, rule])).toEqual(accepted.filter(([where]) => where === file));
});

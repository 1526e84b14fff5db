import parser from '@typescript-eslint/parser';
import type { Linter } from 'eslint';
import plugin from '../../eslint-plugin/src/index.ts';

/** Rules of these topics also judge files of SQL. */
const sqlTopics = ['sql', 'schema'];

function asErrors(rules: readonly string[]): Linter.RulesRecord {
  return Object.fromEntries(rules.map((rule) => [`backend-patterns/${rule}`, 'error']));
}

/**
 * What a lesson's files are linted with: the recommended rules, and those that the lesson names. A comment may
 * disable one, as in a team's code: what the program does is judged by other checks.
 */
export function lessonConfig(rules: readonly string[]): Linter.Config[] {
  const forSql = rules.filter((rule) => {
    const docs = plugin.rules[rule]?.meta?.docs as { readonly topic?: string } | undefined;
    return sqlTopics.includes(docs?.topic ?? '');
  });
  const programs = ['**/*.ts'];
  return [
    { files: programs, languageOptions: { parser, ecmaVersion: 'latest', sourceType: 'module' } },
    { ...plugin.configs.recommended, files: programs },
    { files: programs, rules: asErrors(rules) },
    plugin.configs['sql-files'],
    { files: ['**/*.sql'], rules: asErrors(forSql) },
  ];
}

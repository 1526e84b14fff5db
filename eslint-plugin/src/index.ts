import type { ESLint, Linter } from 'eslint';
import packageJson from '../package.json' with { type: 'json' };
import type { Topic } from './define-rule.ts';
import { sqlLanguage } from './language/sql-language.ts';
import { rules } from './rules/index.ts';

type PresetName = 'recommended' | 'strict' | 'all' | 'sql-files' | Topic;

const plugin = {
  meta: { name: packageJson.name, version: packageJson.version, namespace: 'backend-patterns' },
  rules: Object.fromEntries(rules.map((rule) => [rule.name, rule])) as unknown as NonNullable<
    ESLint.Plugin['rules']
  >,
  languages: { sql: sqlLanguage } as unknown as NonNullable<ESLint.Plugin['languages']>,
  configs: {} as Record<PresetName, Linter.Config>,
} satisfies ESLint.Plugin;

/** A preset: the plugin itself, and those rules that belong, as errors, in `strict` with options for less doubt. */
function preset(name: PresetName, belongs: (rule: (typeof rules)[number]) => boolean): Linter.Config {
  return {
    name: `backend-patterns/${name}`,
    plugins: { 'backend-patterns': plugin },
    rules: Object.fromEntries(
      rules.filter(belongs).map(({ name: rule, meta }): [string, Linter.RuleEntry] => {
        const options = name === 'strict' ? meta.docs?.strictOptions : undefined;
        return [`backend-patterns/${rule}`, options ? ['error', options] : 'error'];
      }),
    ),
  };
}

function topic(name: Topic): Linter.Config {
  return preset(name, (rule) => rule.meta.docs?.topic === name);
}

/** For migrations, seeds and schemas: every rule that judges SQL, whatever asks for a decision in programs left out. */
const sqlFiles: Linter.Config = {
  ...preset(
    'sql-files',
    ({ meta }) =>
      meta.docs?.preset === 'recommended' && (meta.docs.topic === 'sql' || meta.docs.topic === 'schema'),
  ),
  files: ['**/*.sql'],
  language: 'backend-patterns/sql',
};

Object.assign(plugin.configs, {
  recommended: preset('recommended', (rule) => rule.meta.docs?.preset === 'recommended'),
  strict: preset('strict', (rule) => rule.meta.docs?.preset !== 'all'),
  all: preset('all', () => true),
  sql: topic('sql'),
  schema: topic('schema'),
  rest: topic('rest'),
  auth: topic('auth'),
  'sql-files': sqlFiles,
} satisfies Record<PresetName, Linter.Config>);

export default plugin;

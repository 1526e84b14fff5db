/**
 * `npm run mutate:plugin -- --mutate eslint-plugin/src/sql/tokens.ts`: changes the files in many small ways, and asks the
 * tests whether they notice. Without files it takes all of src/sql and src/rules, which is hours of work.
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'tests/eslint-plugin/mutation.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate: ['eslint-plugin/src/sql/**/*.ts', 'eslint-plugin/src/rules/**/*.ts'],
  ignorePatterns: ['**/dist', 'web', 'server', 'tests/*', '!tests/eslint-plugin'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  dryRunTimeoutMinutes: 30,
  reporters: ['clear-text', 'progress'],
  thresholds: { high: 90, low: 80, break: 80 },
  tempDirName: 'node_modules/.cache/stryker',
  disableTypeChecks: false,
  allowEmpty: false,
};

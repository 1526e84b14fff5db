import { defineConfig } from 'vitest/config';

/** The tests that judge the plugin by what it finds; those that pack and install it are left out. */
export default defineConfig({
  test: {
    include: ['tests/eslint-plugin/**/*.test.ts'],
    exclude: [
      'tests/eslint-plugin/package.test.ts',
      'tests/eslint-plugin/original-skill.test.ts',
      'tests/eslint-plugin/rule-pages.test.ts',
    ],
    testTimeout: 60_000,
  },
});

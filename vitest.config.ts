import { defineConfig } from 'vitest/config';

/** Unit tests of every room. Browser tests are a project of their own, because they share one browser. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**', '**/node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

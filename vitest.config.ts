import { defineConfig } from 'vitest/config';

/** Two projects: `unit` runs in Node, `browser` drives one Chromium against the built workbench. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // More than one for each core: a program, its database and the test wait for each other in turn.
    maxWorkers: '150%',
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/**/*.test.{ts,tsx}'], exclude: ['tests/browser/**'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: 'tests/browser/setup.ts',
          fileParallelism: false,
        },
      },
    ],
  },
});

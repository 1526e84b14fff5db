import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { V8_FOR_SHORT_LIVES } from './lessons/runtime/host/node.ts';

/** Vitest judges an unknown file by its size, and the longest ones are short: they would come last, one by one. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      /verify-on-pglite|evals\.test|browser\/lessons-/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Three projects: `unit` and `plugin` run in Node, `browser` drives one Chromium against the built workbench. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // More than one for each core: a program, its database and the test wait for each other in turn.
    // Of a percentage, Vitest takes no more than there are cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // Of a process that lives for seconds, V8 throws away most of what it has optimised and tidied.
    execArgv: [...V8_FOR_SHORT_LIVES],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/browser/**', 'tests/eslint-plugin/**'],
        },
      },
      {
        extends: true,
        // The plugin keeps no state between files, so its tests share what takes longest: loading ESLint.
        test: { name: 'plugin', include: ['tests/eslint-plugin/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: 'tests/browser/setup.ts',
          // The browser is beside them, and the page gives a program 2 s.
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

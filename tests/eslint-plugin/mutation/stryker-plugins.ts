/** What Stryker loads to test mutants of the plugin: a test runner, a choice of mutants, and a line of dots. */
import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Checker, CheckStatus } from '@stryker-mutator/api/check';
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext, type Mutant } from '@stryker-mutator/api/core';
import {
  commonTokens,
  declareClassPlugin,
  declareValuePlugin,
  PluginKind,
  tokens,
} from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { collectTests, getFn, getHooks, type File, type Task, type Test } from '@vitest/runner';
import { nameOf } from './mutants.ts';

/** The tests that judge the plugin by what it finds; the one that packs and installs it is left out. */
function testFiles(): string[] {
  const folder = resolve('tests/eslint-plugin');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.endsWith('package.test.ts'))
    .sort()
    .map((file) => join(folder, file));
}

/** The tests of all files in turn, so that one that fails comes early; those that take seconds come last. */
function interleave(files: readonly File[]): Test[] {
  const isLong = ({ name }: File): boolean => /scanner-oracle|robustness/.test(name);
  const ranked = files.flatMap((file) =>
    testsIn(file).map((test, index) => ({ test, rank: isLong(file) ? Infinity : index })),
  );
  return ranked.sort((one, other) => one.rank - other.rank || 0).map(({ test }) => test);
}

function testsIn(task: Task): Test[] {
  return task.type === 'test' ? [task] : task.tasks.flatMap(testsIn);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Loads ESLint and all tests once, then runs for each mutant those that reach it, up to the first that fails. Vitest's
 * own runner loads them anew for every mutant, which takes longer than the tests.
 */
class TestsInOneProcess implements TestRunner {
  private files: readonly File[] = [];
  private tests: ReadonlyMap<string, Test> = new Map();

  private get context(): InstrumenterContext {
    const scope = globalThis as unknown as Record<string, InstrumenterContext | undefined>;
    return (scope[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
  }

  /** A mutant in what a module does as it is loaded takes effect in a new process only. */
  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: false };
  }

  async dryRun(): Promise<DryRunResult> {
    await this.load();
    const results: TestResult[] = [];
    for (const id of this.tests.keys()) {
      this.context.currentTestId = id;
      results.push(await this.run(id));
      this.context.currentTestId = undefined;
    }
    return {
      status: DryRunStatus.Complete,
      tests: results,
      mutantCoverage: this.context.mutantCoverage ?? { static: {}, perTest: {} },
    };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    if (options.mutantActivation === 'static') this.context.activeMutant = options.activeMutant.id;
    try {
      await this.load();
    } catch (error) {
      return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: messageOf(error) });
    }
    this.context.activeMutant = options.activeMutant.id;
    this.context.hitCount = 0;
    this.context.hitLimit = options.hitLimit;
    const results: TestResult[] = [];
    // A rule's own test is the first to notice what is wrong with the rule.
    const own = `/${basename(options.activeMutant.fileName, '.ts')}.test.ts`;
    const ids = [...(options.testFilter ?? this.tests.keys())];
    for (const id of [
      ...ids.filter((each) => each.includes(own)),
      ...ids.filter((each) => !each.includes(own)),
    ]) {
      const result = await this.run(id);
      results.push(result);
      if (result.status === TestStatus.Failed) break;
    }
    this.context.activeMutant = undefined;
    const endless = determineHitLimitReached(this.context.hitCount, options.hitLimit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: results });
  }

  async dispose(): Promise<void> {
    for (const file of this.files) {
      for (const clean of getHooks(file).afterAll) await clean(file);
    }
  }

  private async load(): Promise<void> {
    if (this.files.length > 0) return;
    const root = process.cwd();
    this.files = await collectTests(testFiles(), {
      importFile: (path) => import(path),
      config: {
        root,
        name: undefined,
        setupFiles: [],
        passWithNoTests: false,
        testNamePattern: undefined,
        allowOnly: false,
        sequence: { seed: 0, hooks: 'stack', setupFiles: 'list' },
        chaiConfig: undefined,
        maxConcurrency: 1,
        testTimeout: 600_000,
        hookTimeout: 600_000,
        retry: 0,
        includeTaskLocation: false,
        tags: [],
        tagsFilter: undefined,
        strictTags: false,
      },
    });
    const broken = this.files.find(({ result }) => result?.state === 'fail');
    if (broken)
      throw new Error(`${broken.name}: ${broken.result?.errors?.[0]?.message ?? 'cannot be loaded'}`);
    this.tests = new Map(
      interleave(this.files).map((test, index) => [`${index} ${test.file.name} ${test.fullName}`, test]),
    );
  }

  private async run(id: string): Promise<TestResult> {
    const test = this.tests.get(id);
    if (!test) throw new Error(`There is no test ${id}.`);
    const start = performance.now();
    const about = () => ({ id, name: test.name, timeSpentMs: performance.now() - start });
    try {
      await getFn(test)();
      return { ...about(), status: TestStatus.Success };
    } catch (error) {
      return { ...about(), status: TestStatus.Failed, failureMessage: messageOf(error) };
    }
  }
}

/** Stryker is given places, and makes the mutants within them too: only those that were drawn are tested. */
class DrawnMutants implements Checker {
  static inject = tokens(commonTokens.options);
  private readonly drawn: ReadonlySet<string>;

  constructor(options: object) {
    this.drawn = new Set('drawn' in options && Array.isArray(options.drawn) ? options.drawn.map(String) : []);
  }

  async init(): Promise<void> {}

  async check(mutants: Mutant[]) {
    return Object.fromEntries(
      mutants.map((mutant) => [
        mutant.id,
        this.drawn.has(nameOf(mutant))
          ? { status: CheckStatus.Passed as const }
          : { status: CheckStatus.CompileError as const, reason: 'not drawn' },
      ]),
    );
  }

  async group(mutants: Mutant[]): Promise<string[][]> {
    return [mutants.map(({ id }) => id)];
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'one-process', TestsInOneProcess),
  declareClassPlugin(PluginKind.Checker, 'drawn', DrawnMutants),
  declareValuePlugin(PluginKind.Reporter, 'dots', {
    onMutantTested: ({ status }) => {
      if (status !== 'CompileError')
        process.stderr.write(status === 'Killed' || status === 'Timeout' ? '.' : 'S');
    },
  }),
];

export const strykerValidationSchema = {
  properties: {
    drawn: { description: 'The names of the mutants to test.', type: 'array', items: { type: 'string' } },
  },
};

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { readCourse } from '../../lessons/src/course.ts';
import { commandAgent, emptyAgent, referenceAgent, type Agent } from './agent.ts';
import { runEvals, type EvalRun, type Result } from './run-evals.ts';
import { readTasks } from './tasks.ts';

vi.setConfig({ testTimeout: 180_000 });

const tasks = await readTasks();
const lessons = tasks.filter(({ id }) => id.startsWith('lesson/'));
/**
 * Each lesson's start and solution are graded by tests/lessons/course already; two show the way to it here, and
 * every tenth of the others. `ALL_ANSWERS=1` grades them all, which takes minutes.
 */
const others = tasks.filter((task) => !lessons.includes(task));
const sample =
  process.env.ALL_ANSWERS === '1'
    ? tasks
    : [...lessons.slice(0, 1), ...lessons.slice(-1), ...others.filter((_, index) => index % 10 === 0)];

const defaults = {
  modes: ['without'],
  agentLimits: { seconds: 60, megabytes: 1024 },
  gradingLimits: { seconds: 60, megabytes: 2048 },
  parallel: 1,
  isTrusted: true,
} as const;

async function evaluate(agent: Agent, more: Partial<EvalRun> = {}): Promise<readonly Result[]> {
  const results: Result[] = [];
  for await (const result of runEvals({ ...defaults, tasks: sample, agent, ...more })) results.push(result);
  return results;
}

function only(id: string) {
  return tasks.filter((task) => task.id === id);
}

test('there are at least 30 tasks, each of its own name, one for each lesson', async () => {
  expect(tasks.length).toBeGreaterThanOrEqual(30);
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  const course = await readCourse();
  expect(lessons.map(({ id }) => id)).toEqual(course.map(({ id }) => `lesson/${id}`));
});

test('no prompt holds its answer', () => {
  for (const { id, prompt, reference } of tasks) {
    for (const text of Object.values(reference)) expect(prompt.includes(text.trim()), id).toBe(false);
  }
});

describe('the grader tells scripted agents apart', () => {
  test('the right answers pass every check', { timeout: 600_000 }, async () => {
    const results = await evaluate(referenceAgent);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results).toHaveLength(sample.length);
  });

  test('no answer passes no task, and breaks nothing that worked', { timeout: 600_000 }, async () => {
    const results = await evaluate(emptyAgent);
    expect(results.filter(({ passed }) => passed)).toEqual([]);
    const sound = results.flatMap(({ checks }) => checks.filter(({ id }) => id === 'works-as-before'));
    expect(sound.filter(({ problem }) => problem !== undefined)).toEqual([]);
  });
});

/** Does as each of these in turn. */
function inTurn(agents: readonly Agent[]): Agent {
  const left = [...agents];
  return (task, folder, limits) => (left.shift() ?? emptyAgent)(task, folder, limits);
}

/** The same task, as often as there are agents to try it. */
function bearerFor(agents: readonly Agent[]) {
  return { agent: inTurn(agents), tasks: agents.flatMap(() => only('pattern/bearer')) };
}

/** Where it does not matter what the work is worth: without an answer, it is graded without a database. */
const leaveNothing = 'rm answer.ts';

test('commands find what they need, and are ended when they take too much', async () => {
  const right = only('pattern/bearer')[0]?.reference['answer.ts'] ?? '';
  const sees =
    'cat > prompt && cmp prompt TASK.md && test -s schema.sql && test -d node_modules/fastify && test "$EVAL_TASK" = pattern/bearer';
  const { agent, tasks: attempts } = bearerFor(
    [
      `${sees} && cat > answer.ts <<'END'\n${right}END`,
      `${process.execPath} -e "const all = []; for (;;) all.push(Buffer.alloc(1e7, 1))"`,
      'echo out of credit; exit 3',
      // What it leaves running holds nobody up, not even outside its group.
      'sleep 100 & setsid sleep 3 & echo done',
    ].map(commandAgent),
  );
  const results = await evaluate(agent, { tasks: attempts, agentLimits: { seconds: 60, megabytes: 400 } });
  expect(results.map(({ agent: outcome, passed }) => [outcome, passed])).toEqual([
    ['finished', true],
    ['memory', false],
    ['failed', false],
    ['finished', false],
  ]);
  expect(results[2]?.output).toBe('out of credit\n');

  const late = await evaluate(commandAgent(`${leaveNothing}; sleep 100 & sleep 100`), {
    tasks: only('pattern/bearer'),
    agentLimits: { seconds: 2, megabytes: 400 },
  });
  expect(late).toMatchObject([{ agent: 'time', passed: false }]);
});

test('an answer that never ends, or ends the process, fails, and the next is graded', async () => {
  const writes = (text: string): Agent => {
    return async (_task, folder) => {
      await writeFile(path.join(folder, 'answer.ts'), text);
      return { outcome: 'finished', output: '' };
    };
  };
  const { agent, tasks: attempts } = bearerFor([
    writes('const bearer = () => (0, Function)("return process")().exit(0);'),
    writes('const bearer = ('),
    referenceAgent,
  ]);
  const results = await evaluate(agent, { tasks: attempts });
  expect(results.map(({ passed }) => passed)).toEqual([false, false, true]);
  expect(results.map(({ checks }) => checks[0]?.problem)).toEqual([
    'The program ended the process that graded it.',
    expect.any(String),
    undefined,
  ]);

  const endless = await evaluate(writes('for (;;) {}'), {
    tasks: only('pattern/bearer'),
    gradingLimits: { seconds: 5, megabytes: 2048 },
  });
  expect(endless[0]?.checks).toEqual([{ id: 'ends', problem: 'The grading took more than 5 s.' }]);
});

test('the skill is there only where it should be, without what would give the answer away', async () => {
  const seen: string[][] = [];
  const agent: Agent = async (_task, folder) => {
    const skill = path.join(folder, '.agents/skills/backend-development-patterns');
    const files = ['SKILL.md', 'queries.md', 'examples/rest-api-complete.ts'];
    seen.push(files.filter((file) => existsSync(path.join(skill, file))));
    for (const file of ['answer.ts', 'foundation']) {
      await rm(path.join(folder, file), { recursive: true, force: true });
    }
    return { outcome: 'finished', output: '' };
  };
  await evaluate(agent, { tasks: only('pattern/bearer'), modes: ['without', 'with'] });
  await evaluate(agent, { tasks: only('program/endless-list'), modes: ['with'] });
  expect(seen).toEqual([
    [],
    ['SKILL.md', 'queries.md', 'examples/rest-api-complete.ts'],
    ['SKILL.md', 'queries.md'],
  ]);
});

describe('npm run eval', () => {
  const script = fileURLToPath(new URL('./eval.ts', import.meta.url));
  const call = (...parameters: string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', script, ...parameters]).then(
      ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );

  test('reports in JSON, in both modes', async () => {
    const { stdout } = await call('--agent', leaveNothing, '--task', 'pattern/bearer', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      agent: leaveNothing,
      summary: [
        { mode: 'without', passed: 0, of: 1 },
        { mode: 'with', passed: 0, of: 1 },
      ],
      results: [{ task: 'pattern/bearer', agent: 'finished' }, { task: 'pattern/bearer' }],
    });
  });

  test('reports in a table', async () => {
    const { stdout } = await call('--agent', 'reference', '--skill', 'without', '--task', 'pattern/bearer');
    expect(stdout).toContain('pattern/bearer');
    expect(stdout).toContain('without the skill: 1 of 1 passed');
  });

  test.each([
    [[], '--agent is missing.'],
    [['--agent', 'x', '--skill', 'some'], '--skill must be with, without or both; it is "some".'],
    [['--agent', 'x', '--seconds', 'ten'], '--seconds must be a whole number above 0; it is "ten".'],
    [['--agent', 'x', '--parallel', '0'], '--parallel must be a whole number above 0; it is "0".'],
    [['--agent', 'x', '--task', 'none'], "No task's id begins with none."],
    [['--agnt', 'x'], "Unknown option '--agnt'"],
  ])('%j is refused with a sentence', async (parameters, sentence) => {
    const { code, stderr } = await call(...parameters);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  test('is in package.json', async () => {
    const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
    expect(JSON.parse(manifest)).toHaveProperty('scripts.eval');
  });
});

import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Agent, AgentRun } from './agent.ts';
import { Grader } from './grader.ts';
import type { Limits } from './limits.ts';
import type { CheckOutcome, Task } from './task.ts';

const skill = fileURLToPath(new URL('../../lessons/skill/backend-development-patterns/', import.meta.url));
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Whether the agent has the skill in its folder. */
export type Mode = 'without' | 'with';

export interface Result {
  readonly task: string;
  readonly mode: Mode;
  readonly passed: boolean;
  readonly checks: readonly CheckOutcome[];
  readonly agent: AgentRun['outcome'];
  readonly output: string;
  /** What the agent took, without the grading. */
  readonly seconds: number;
}

export interface EvalRun {
  readonly tasks: readonly Task[];
  readonly agent: Agent;
  readonly modes: readonly Mode[];
  readonly agentLimits: Limits;
  readonly gradingLimits: Limits;
  /** Tasks at the same time. */
  readonly parallel: number;
  /** Answers that can be trusted may share the process that grades them. */
  readonly isTrusted?: boolean;
}

/** Runs each task in each mode in a folder of its own, and yields results as they stand. */
export async function* runEvals(run: EvalRun): AsyncGenerator<Result, void, void> {
  const queue = run.modes.flatMap((mode) => run.tasks.map((task) => ({ task, mode })));
  const done: Result[] = [];
  let wake = () => undefined as void;
  const work = async (): Promise<void> => {
    const grader = new Grader(run.gradingLimits, { isShared: run.isTrusted ?? false });
    try {
      for (let next = queue.shift(); next; next = queue.shift()) {
        done.push(await runTask(run, next.task, next.mode, grader));
        wake();
      }
    } finally {
      await grader.close();
    }
  };
  let isOver = false;
  const workers = Promise.all(Array.from({ length: run.parallel }, work)).finally(() => {
    isOver = true;
    wake();
  });
  while (!isOver || done.length > 0) {
    const result = done.shift();
    if (result) yield result;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  await workers;
}

async function runTask(run: EvalRun, task: Task, mode: Mode, grader: Grader): Promise<Result> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eval-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    await layOut(task, mode, folder);
    const began = performance.now();
    const { outcome, output } = await run.agent(task, folder, run.agentLimits);
    const seconds = (performance.now() - began) / 1000;
    const checks = await grader.grade(task, folder);
    const passed = checks.length > 0 && checks.every(({ problem }) => problem === undefined);
    return { task: task.id, mode, passed, checks, agent: outcome, output, seconds };
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** The task's files, its prompt, what programs import, and the skill where agents look for one. */
async function layOut(task: Task, mode: Mode, folder: string): Promise<void> {
  for (const [file, text] of Object.entries(task.files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  await writeFile(path.join(folder, 'TASK.md'), task.prompt);
  await symlink(packages, path.join(folder, 'node_modules'), 'dir');
  if (mode === 'without') return;
  for (const place of ['.agents', '.claude']) {
    const copy = path.join(folder, place, 'skills/backend-development-patterns');
    await cp(skill, copy, {
      recursive: true,
      filter: (source) => {
        const file = path.relative(skill, source).replaceAll('\\', '/');
        const isWithheld = task.withheld.some((start) => `${file}/`.startsWith(start));
        return !isWithheld && path.basename(source) !== 'node_modules';
      },
    });
  }
  await writeFile(
    path.join(folder, 'AGENTS.md'),
    'Follow the skill in .agents/skills/backend-development-patterns: read its SKILL.md first.\n',
  );
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { endGroup, enforce, type Excess, type Limits } from './limits.ts';
import type { Task } from './task.ts';

/** How an agent's work on one task went. What its work is worth, the grade says. */
export interface AgentRun {
  readonly outcome: 'finished' | 'failed' | Excess;
  /** The end of what it wrote, when it did not finish. */
  readonly output: string;
}

/** Works on a task in its folder. */
export type Agent = (task: Task, folder: string, limits: Limits) => Promise<AgentRun>;

/** Writes the right answer. */
export const referenceAgent: Agent = async (task, folder) => {
  for (const [file, text] of Object.entries(task.reference)) await writeFile(path.join(folder, file), text);
  return { outcome: 'finished', output: '' };
};

/** Does nothing. */
export const emptyAgent: Agent = async () => ({ outcome: 'finished', output: '' });

/**
 * Any command of a shell: it starts in the task's folder, and finds the prompt on its standard input and in
 * TASK.md; EVAL_TASK names the task.
 */
export function commandAgent(command: string): Agent {
  return async (task, folder, limits) => {
    const child = spawn(command, {
      shell: true,
      cwd: folder,
      detached: true,
      env: { ...process.env, EVAL_TASK: task.id },
    });
    const limit = enforce(child, limits);
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-2000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    // A command that does not read its prompt closes the pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(task.prompt);
    const closed = once(child, 'close').catch(() => undefined);
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null));
      child.once('exit', resolve);
    });
    limit.release();
    // The work is what the command left when it ended; what it left running must not change it, nor hold us up.
    endGroup(child);
    await Promise.race([closed, setTimeout(1_000, undefined, { ref: false })]);
    child.stdout.destroy();
    child.stderr.destroy();
    const outcome = limit.excess() ?? (code === 0 ? 'finished' : 'failed');
    return { outcome, output: outcome === 'finished' ? '' : output };
  };
}

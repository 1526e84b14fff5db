import type { SourceFiles } from '../../lessons/runtime/playground.ts';

/** One thing an agent is asked to do, and how its work is graded by code alone. */
export interface Task {
  /** 'lesson/n-plus-one', 'pattern/register-race', 'program/anyones-order' */
  readonly id: string;
  /** What the agent is told, in Markdown. */
  readonly prompt: string;
  /** What its folder holds when it starts. */
  readonly files: SourceFiles;
  /** Files of the skill, by the start of their path, that would give the answer away word for word. */
  readonly withheld: readonly string[];
  /** A right answer: the files that differ. */
  readonly reference: SourceFiles;
  /** Grades the files of a folder. */
  grade(folder: string): Promise<readonly CheckOutcome[]>;
}

export interface CheckOutcome {
  readonly id: string;
  /** Why it failed, in a line; undefined when it passed. */
  readonly problem: string | undefined;
}

/** A check's outcome from whether it throws. */
export async function check(id: string, run: () => Promise<unknown>): Promise<CheckOutcome> {
  try {
    await run();
    return { id, problem: undefined };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // eslint-disable-next-line no-control-regex -- the colours of a test's message
    return { id, problem: message.replaceAll(/\u001b\[\d+m/g, '').split('\n')[0] ?? '' };
  }
}

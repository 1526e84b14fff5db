import type { Task } from './task.ts';

type Kind = (isWanted: (id: string) => boolean) => Promise<readonly Task[]>;

/** Each kind of task, loaded when it is asked for: the lessons alone take seconds. */
const kinds: Readonly<Record<string, () => Promise<Kind>>> = {
  'lesson/': async () => (await import('./lesson-tasks.ts')).lessonTasks,
  'pattern/': async () => (await import('./pattern-tasks.ts')).patternTasks,
  'program/': async () => (await import('./program-tasks.ts')).programTasks,
};

/**
 * Tasks whose id begins with one of these; all of them without any. There are the lessons of the course, the
 * patterns of the skill, and defects in the programs of its level 3.
 */
export async function readTasks(starts: readonly string[] = ['']): Promise<readonly Task[]> {
  const isWanted = (id: string) => starts.some((start) => id.startsWith(start));
  const found: Task[] = [];
  for (const [prefix, load] of Object.entries(kinds)) {
    if (!starts.some((start) => start.startsWith(prefix) || prefix.startsWith(start))) continue;
    const read = await load();
    found.push(...(await read(isWanted)));
  }
  return found;
}

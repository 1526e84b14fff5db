import { readTasks } from './tasks.ts';

/** Grades folders in a process of its own: an agent's code may loop for ever, or take all memory. */
export interface GradeRequest {
  readonly task: string;
  readonly folder: string;
}

process.on('message', ({ task: id, folder }: GradeRequest) => {
  void grade(id, folder).then((outcomes) => process.send?.(outcomes));
});
// What an agent's program leaves uncaught fails its task, not the ones after it.
process.on('unhandledRejection', (error) => console.error(error));
process.send?.('ready');

async function grade(id: string, folder: string) {
  try {
    const task = (await readTasks([id])).find((one) => one.id === id);
    if (task === undefined) throw new Error(`There is no task ${id}.`);
    return await task.grade(folder);
  } catch (error) {
    return [{ id: 'grades', problem: error instanceof Error ? error.message : String(error) }];
  }
}

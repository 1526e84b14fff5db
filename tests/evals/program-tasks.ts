import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFiles } from '../../lessons/runtime/playground.ts';
import type { Service } from '../skill/examples/service.ts';
import { defects, type Defect } from './program-defects.ts';
import { startProgram } from './program-service.ts';
import { check, type CheckOutcome, type Task } from './task.ts';
import { worksAsBefore } from './works-as-before.ts';

const examples = fileURLToPath(
  new URL('../../lessons/skill/backend-development-patterns/examples/', import.meta.url),
);

/** A task for each defect put into a program of the skill's level 3; the program as it was is the right answer. */
export async function programTasks(isWanted: (id: string) => boolean): Promise<readonly Task[]> {
  const files = await readExamples();
  return defects.map((defect) => toTask(defect, files)).filter(({ id }) => isWanted(id));
}

function toTask(defect: Defect, files: SourceFiles): Task {
  const { file, text, replacement } = defect.change;
  const original = files[file];
  if (original?.split(text).length !== 2) {
    throw new Error(`program/${defect.name}: ${file} does not have this text exactly once: ${text}`);
  }
  return {
    id: `program/${defect.name}`,
    prompt: [
      `The service in this folder starts with ${defect.entry}. It has one defect:`,
      defect.symptom,
      'Find its cause and mend it. Everything else must go on as it does, the export of the entry included.',
      'node_modules holds what it imports; `npx tsx` starts it on an embedded database.',
    ].join('\n\n'),
    files: { ...files, [file]: original.replace(text, () => replacement) },
    // The examples of the skill are this program without the defect.
    withheld: ['examples/'],
    reference: { [file]: original },
    grade: (folder) => grade(defect, folder),
  };
}

async function grade({ entry, build, checks }: Defect, folder: string): Promise<readonly CheckOutcome[]> {
  let running: { service: Service; stop: () => Promise<void> } | undefined;
  const started = await check('starts', async () => {
    running = await startProgram(folder, entry, build);
  });
  if (running === undefined) return [started];
  const { service, stop } = running;
  const outcomes = [started, await check('works-as-before', () => worksAsBefore[entry](service))];
  for (const [id, run] of Object.entries(checks)) outcomes.push(await check(id, () => run(service)));
  await stop();
  return outcomes;
}

async function readExamples(): Promise<SourceFiles> {
  const entries = await readdir(examples, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(examples, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((name) => !name.startsWith('node_modules/'));
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(path.join(examples, name), 'utf8')] as const),
    ),
  );
}

import { existsSync } from 'node:fs';
import { lstat, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SKILL_NAME, type Skill } from '../../../lessons/src/skill/skill.ts';
import { chooseFolders } from './agent-folders.ts';
import type { Outcome } from './main.ts';

export interface InstallOptions {
  readonly project?: string | undefined;
  readonly global: boolean;
  readonly agent: readonly string[];
  readonly force: boolean;
  readonly 'dry-run': boolean;
}

/** What installing would do to one file. */
interface Step {
  readonly file: string;
  readonly bytes: Buffer;
  readonly state: 'absent' | 'same' | 'different' | 'blocked';
}

/** `skill install`: copies the skill to where agents look for it. All is checked before anything is written. */
export async function installSkill(skill: Skill, options: InstallOptions): Promise<Outcome> {
  const root = options.global ? os.homedir() : path.resolve(options.project ?? '.');
  const isFolder = await stat(root).then(
    (status) => status.isDirectory(),
    () => false,
  );
  if (!isFolder) return { problem: `${root} is no folder.\n`, code: 1 };
  const target = chooseFolders(root, options.agent);
  if (target.kind === 'unknown') return { problem: `${target.problem}\n`, code: 2 };

  const folders = await distinct(target.folders.map((folder) => path.join(root, folder, SKILL_NAME)));
  const plans: { folder: string; steps: readonly Step[] }[] = [];
  for (const folder of folders) plans.push({ folder, steps: await planFor(skill, folder) });
  const blocked = plans.flatMap(({ steps }) => steps).find(({ state }) => state === 'blocked');
  if (blocked) {
    const reason = 'a folder has its name, or a file that of a folder above it';
    return {
      problem: `Nothing was installed: ${blocked.file} cannot be written, because ${reason}.\n`,
      code: 1,
    };
  }
  const different = plans.flatMap(({ steps }) => steps).filter(({ state }) => state === 'different');
  if (different.length > 0 && !options.force) {
    const names = different.map(({ file }) => `  ${file}`).join('\n');
    return {
      problem: `Nothing was installed: these files exist and differ. Keep them, or replace them with --force.\n${names}\n`,
      code: 1,
    };
  }

  const report: string[] = [];
  if (!target.wereFound)
    report.push(`No agent's folder was found in ${root}; .agents/skills is where most look.`);
  for (const { folder, steps } of plans) {
    const changes = steps.filter(({ state }) => state !== 'same');
    if (!options['dry-run']) for (const step of changes) await write(step);
    report.push(describe(folder, steps, options['dry-run']));
  }
  return { output: `${report.join('\n')}\n`, code: 0 };
}

/** Two agents may share a folder by a link: it is written once. */
async function distinct(folders: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(folders.map(realFolder));
  return folders.filter((_, index) => real.indexOf(real[index] ?? '') === index);
}

/** Where a folder is, links followed as far as it exists. */
async function realFolder(folder: string): Promise<string> {
  if (existsSync(folder)) return realpath(folder);
  const parent = path.dirname(folder);
  return parent === folder ? folder : path.join(await realFolder(parent), path.basename(folder));
}

async function planFor(skill: Skill, folder: string): Promise<readonly Step[]> {
  return Promise.all(
    [...skill.contents].map(async ([name, bytes]): Promise<Step> => {
      const file = path.join(folder, name);
      const status = await lstat(file).catch((error: NodeJS.ErrnoException) => error.code);
      if (status === 'ENOENT') return { file, bytes, state: 'absent' };
      if (typeof status !== 'object' || status.isDirectory()) return { file, bytes, state: 'blocked' };
      const isSame = status.isFile() && (await readFile(file)).equals(bytes);
      return { file, bytes, state: isSame ? 'same' : 'different' };
    }),
  );
}

/** Whole or not at all; what was a link is replaced, not followed. */
async function write({ file, bytes }: Step): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, bytes, { flag: 'wx' });
  await rename(draft, file).catch(async (error: unknown) => {
    await rm(draft, { force: true });
    throw error;
  });
}

function describe(folder: string, steps: readonly Step[], isDryRun: boolean): string {
  const count = (state: Step['state']) => steps.filter((step) => step.state === state).length;
  const did = (verb: string) => (isDryRun ? `would be ${verb}` : verb);
  const parts = [
    [count('absent'), did('written')] as const,
    [count('different'), did('replaced')] as const,
    [count('same'), 'already there'] as const,
  ].filter(([number]) => number > 0);
  return `${folder}: ${parts.map(([number, what]) => `${number} ${number === 1 ? 'file' : 'files'} ${what}`).join(', ')}.`;
}

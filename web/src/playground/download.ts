import { strToU8, zipSync } from 'fflate';
import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import { saveFile } from '../save-file.ts';
import { npmProject } from './npm-project.ts';

/** Saves the program as a project that runs on a real machine. */
export function downloadProject(files: SourceFiles): void {
  saveFile('playground-program.zip', archiveOf(npmProject(files)));
}

/** A zip archive of these files. */
export function archiveOf(files: SourceFiles): Blob {
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  return new Blob([zipSync(Object.fromEntries(entries))], { type: 'application/zip' });
}

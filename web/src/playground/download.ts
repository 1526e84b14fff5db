import { strToU8, zipSync } from 'fflate';
import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import { npmProject } from './npm-project.ts';

/** Saves the program as a project that runs on a real machine. */
export function downloadProject(files: SourceFiles): void {
  const address = URL.createObjectURL(archiveOf(npmProject(files)));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'playground-program.zip';
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A zip archive of these files. */
export function archiveOf(files: SourceFiles): Blob {
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  return new Blob([zipSync(Object.fromEntries(entries))], { type: 'application/zip' });
}

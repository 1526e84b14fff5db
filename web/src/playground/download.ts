import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import { npmProject } from './npm-project.ts';
import { zip } from './zip.ts';

/** Saves the program as a project that runs on a real machine. */
export function downloadProject(files: SourceFiles): void {
  const address = URL.createObjectURL(zip(npmProject(files), new Date()));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'playground-program.zip';
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

import type { Places } from '../places.ts';
import { runMain } from './main.ts';

/** Runs the command that this process was started with, and ends with its exit code. */
export async function start(places: Places): Promise<void> {
  // Whoever reads only the first lines closes the pipe.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  try {
    const { output, problem, code } = await runMain(process.argv.slice(2), places);
    process.exitCode = code;
    if (problem !== undefined) process.stderr.write(problem);
    if (output !== undefined) process.stdout.write(output);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}

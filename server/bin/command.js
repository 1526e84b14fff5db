import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a program in the project's root, its output shown as it comes. Rejects with one sentence when it fails. */
export function runCommand(name, command, parameters) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: command.endsWith('.cmd'),
    });
    child.on('error', (error) => reject(new Error(`${name} could not be started: ${error.message}.`)));
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${name} failed with ${signal ?? `exit code ${code}`}; its output is above.`));
    });
  });
}

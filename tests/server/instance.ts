import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./instance-program.ts', import.meta.url));

/** A running process of the server. */
export interface Instance {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has written so far. */
  output(): string;
  /** Its exit code, when it has ended. */
  readonly ended: Promise<number | null>;
}

/** Starts the server as a process of its own, as `npm start` does once everything is built. */
export async function startInstance(
  webFolder: string,
  environment: Readonly<Record<string, string>>,
): Promise<Instance> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, webFolder], {
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'info', ...environment },
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /Backend Patterns is at (http:\S+)/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then(() => reject(new Error(`The server ended: ${output}`)));
  });
  return { url, child, output: () => output, ended };
}

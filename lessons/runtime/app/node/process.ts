import EventEmitter from 'events';
import { bindContext } from '../context/context.ts';
import { writeOutput } from '../console/output.ts';
import { writeStandardOutput } from '../console/standard-output.ts';

/** Thrown by process.exit(), so that nothing after it runs. */
export class ProcessExit extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`The program called process.exit(${exitCode}).`);
    this.name = 'ProcessExit';
    this.exitCode = exitCode;
  }
}

const started = performance.now();
/** Kept from programs, whose own binds a second time. */
const enqueue = globalThis.queueMicrotask.bind(globalThis);
let endProgram: (exit: ProcessExit) => void = () => undefined;

/** Says what ends the program when it calls process.exit(). */
export function onProcessExit(listener: (exit: ProcessExit) => void): void {
  endProgram = listener;
}

function exit(code?: number | string): never {
  const ended = new ProcessExit(Number(code ?? process.exitCode ?? 0));
  process.emit('exit', ended.exitCode);
  endProgram(ended);
  throw ended;
}

function hrtime(previous?: [number, number]): [number, number] {
  const now = performance.now() - started;
  const seconds = Math.floor(now / 1000);
  const nanoseconds = Math.floor((now % 1000) * 1e6);
  if (previous === undefined) return [seconds, nanoseconds];
  const difference = (seconds - previous[0]) * 1e9 + nanoseconds - previous[1];
  return [Math.floor(difference / 1e9), difference % 1e9];
}
hrtime.bigint = () => BigInt(Math.floor((performance.now() - started) * 1e6));

function outputStream(level: 'log' | 'error', fd: number) {
  return {
    fd,
    isTTY: false,
    writable: true,
    columns: 80,
    write(text: unknown) {
      writeStandardOutput(String(text), level);
      return true;
    },
    on: () => undefined,
    once: () => undefined,
    end: () => undefined,
  };
}

const offered = {
  title: 'node',
  version: 'v20.20.0',
  versions: { node: '20.20.0' },
  platform: 'linux',
  arch: 'x64',
  pid: 1,
  ppid: 0,
  argv: ['node', 'server.ts'],
  execArgv: [] as string[],
  execPath: '/usr/bin/node',
  env: {} as Record<string, string | undefined>,
  exitCode: undefined as number | undefined,
  stdout: outputStream('log', 1),
  stderr: outputStream('error', 2),
  exit,
  hrtime,
  // As a microtask: a browser has nothing nearer to Node's queue of ticks.
  nextTick(callback: (...values: unknown[]) => void, ...values: unknown[]) {
    enqueue(bindContext(values.length === 0 ? callback : () => callback(...values)));
  },
  cwd: () => '/app',
  uptime: () => (performance.now() - started) / 1000,
  memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
  emitWarning(warning: unknown, type?: unknown) {
    const name = typeof type === 'string' ? type : 'Warning';
    writeOutput(
      'warn',
      warning instanceof Error ? `${warning.name}: ${warning.message}` : `${name}: ${String(warning)}`,
    );
  },
};

/** What a program finds as `process`. */
export const process: typeof offered & EventEmitter = Object.assign(new EventEmitter(), offered);

export { process as 'module.exports', process as default };

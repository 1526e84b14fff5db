import { execFile, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';

/** What a process and all that it starts may use. */
export interface Limits {
  readonly seconds: number;
  readonly megabytes: number;
}

export type Excess = 'time' | 'memory';

/** Ends a process group when it takes too long or too much memory, or we end. `child` must lead it: spawn it detached. */
export function enforce(child: ChildProcess, { seconds, megabytes }: Limits) {
  let excess: Excess | undefined;
  const end = (reason: Excess) => {
    excess ??= reason;
    endGroup(child);
  };
  const endWithUs = () => endGroup(child);
  process.once('exit', endWithUs);
  const clock = setTimeout(() => end('time'), seconds * 1000);
  const scale = setInterval(() => {
    void residentMegabytes(child.pid).then((used) => {
      if (used > megabytes) end('memory');
    });
  }, 250);
  return {
    /** Which limit was passed, if one was. */
    excess: () => excess,
    release: () => {
      clearTimeout(clock);
      clearInterval(scale);
      process.off('exit', endWithUs);
    },
  };
}

/** Ends a process and what it started. */
export function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}

async function residentMegabytes(group: number | undefined): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pgid=,rss=']).catch(() => ({
    stdout: '',
  }));
  const kilobytes = stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([pgid]) => pgid === group)
    .reduce((sum, [, rss = 0]) => sum + rss, 0);
  return kilobytes / 1024;
}
